import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { namesIn } from '../../electron/archive/storedFile.ts';
import { verifyAudit } from '../../electron/audit/verifyAudit.ts';
import { listKeptBackups } from '../../electron/core/backup/keptBackupFile.ts';
import { verifyBackup } from '../../electron/core/backup/verifyBackup.ts';
import { verifyKeptBackup } from '../../electron/core/backup/verifyKeptBackup.ts';
import { checkStore } from '../../electron/core/checkStore.ts';
import type { ReadDb } from '../../electron/db/database.ts';
import { migrations } from '../../electron/db/migrations/index.ts';
import { connect, STORE_FILE } from '../../electron/db/openDatabase.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { type Acknowledged, extraSteps } from './faultJobs.ts';

const running = { signal: new AbortController().signal, onProgress: () => undefined };

/**
 * The one thing that every fault is judged by: all that was acknowledged is there, nothing is half done, the log
 * replays to the tables, the audit is one whole chain that tells of every batch, the photos are what their rows say, and what is called a backup is one.
 */
export async function expectWhole(dataDir: string, acknowledged: readonly Acknowledged[]): Promise<void> {
  const problems: string[] = [];
  const db = connect(join(dataDir, STORE_FILE), STORE_KEY);
  let version: number;
  try {
    version = db.raw.pragma('user_version', { simple: true }) as number;
    problems.push(
      ...halfDone(db),
      ...missing(db, acknowledged),
      ...halfMigrated(db, version),
      ...brokenAudit(db),
    );
  } finally {
    db.raw.close();
  }
  if (version === migrations.length) {
    for (const { name, problems: found } of await checkStore(dataDir, STORE_KEY, running))
      problems.push(...found.map((problem) => `${name}: ${problem}`));
  }
  for (const { path } of await listKeptBackups(join(dataDir, 'backups')))
    await verifyKeptBackup(path, STORE_KEY, running);
  for (const name of await namesIn(join(dataDir, 'backups')))
    if (/^before-schema.*\.sqlite$/.test(name)) problems.push(...openable(join(dataDir, 'backups', name)));
  for (const one of acknowledged) {
    if (one.kind === 'file') await verifyBackup(one.path, STORE_KEY, running);
    if (one.kind === 'kept-backup' && !existsSync(one.path))
      problems.push('a backup that was told of is gone');
  }
  expect(problems).toEqual([]);
}

/** Of every store, that of a program to come among them: `checkStore` looks only at its own. */
function brokenAudit(db: ReadDb): string[] {
  const steps = verifyAudit(db);
  let step = steps.next();
  while (!step.done) step = steps.next();
  const { fault, checked } = step.value;
  if (fault) return [`audit: ${fault.kind} at entry ${fault.seq}`];
  const { batches } = db.read<{ batches: number }>('SELECT count(*) AS batches FROM batch').get()!;
  return checked < batches ? [`audit: ${checked} entries of ${batches} batches`] : [];
}

function openable(file: string): string[] {
  const db = connect(file, STORE_KEY);
  try {
    const said = db.raw.pragma('quick_check', { simple: true }) as string;
    return said === 'ok' ? [] : [`a copy made before a migration: ${said}`];
  } finally {
    db.raw.close();
  }
}

/** A batch is its row (of an undo: the mark on the row of what it took back) and all of its changes, or neither. */
function halfDone(db: ReadDb): string[] {
  const orphans = db
    .read<{ batch: string }>(
      `SELECT DISTINCT batch FROM mutation WHERE batch IS NOT NULL AND batch NOT IN (
         SELECT m.batch FROM change c JOIN mutation m ON m.mid = c.mutation
         WHERE c.entity = 'batch' AND m.batch IS NOT NULL)`,
    )
    .all()
    .map(({ batch }) => `batch ${batch}: changes without a batch`);
  const rosters = db
    .read<{ id: string; counts: string; made: number }>(
      `SELECT b.id, b.counts, (SELECT count(*) FROM change c JOIN mutation m ON m.mid = c.mutation
         WHERE m.batch = b.id AND c.entity = 'record') AS made
       FROM batch b WHERE b.kind = 'roster'`,
    )
    .all()
    .flatMap(({ id, counts, made }) => {
      const { created, updated } = JSON.parse(counts) as { created: number; updated: number };
      return created + updated === made ? [] : [`batch ${id}: ${made} of ${created + updated} students`];
    });
  return [...orphans, ...rosters];
}

function missing(db: ReadDb, acknowledged: readonly Acknowledged[]): string[] {
  return acknowledged.flatMap((one) => {
    if (one.kind !== 'batch' && one.kind !== 'undone') return [];
    const row = db.read<{ undone_at: number | null }>('SELECT undone_at FROM batch WHERE id = ?').get(one.id);
    if (!row) return [`batch ${one.id} was acknowledged and is not there`];
    return one.kind === 'undone' && row.undone_at === null ? [`the undo of ${one.id} is not there`] : [];
  });
}

/** A step is its version and its table with all of its rows, or neither. */
function halfMigrated(db: ReadDb, version: number): string[] {
  // Of students of before an undo numbers are left over: how many there are up to 60 is asked, as each step asks it.
  const { students, twins } = db
    .read<{ students: number; twins: number }>(
      'SELECT count(*) AS students, sum(n <= 60) AS twins FROM student',
    )
    .get()!;
  return extraSteps(migrations.length).flatMap(({ version: step }, at) => {
    const table = `fault_step_${at + 1}`;
    const isThere = db.read('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table) !== undefined;
    if (isThere !== version >= step) return [`step ${step}: its table and the version do not agree`];
    if (!isThere) return [];
    const { n } = db.read<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).get()!;
    return n === students * twins ? [] : [`step ${step}: ${n} rows of ${students * twins}`];
  });
}
