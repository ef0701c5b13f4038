import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import { appendAudit } from '../../audit/appendAudit.ts';
import { PROJECTED_TABLES, rebuildProjection } from '../../changes/rebuildProjection.ts';
import type { ReadDb, SqlValue, WriteDb } from '../../db/database.ts';
import { giveWay } from '../../db/giveWay.ts';
import { connect, openDatabase, STORE_FILE } from '../../db/openDatabase.ts';
import { readDamaged, tryReading } from '../../db/readDamaged.ts';
import { blobHashes } from '../../db/tables/blobHashes.ts';
import { countStudents } from '../../db/tables/studentTable.ts';
import { openBlobStore } from '../../photos/blobStore.ts';
import type { DataKey } from '../../security/dataKey.ts';
import { isPlainDatabase } from '../../security/isPlainDatabase.ts';
import { preparedFolder } from '../backup/restoreBackup.ts';
import type { Clock } from '../core.ts';
import { heed } from '../heed.ts';
import { programActor } from '../people/auditActor.ts';
import type { Running } from '../workThread.ts';
import { joinLogs, mutationOf, workOf } from './joinLogs.ts';
import { CHANGE_COLUMNS, MUTATION_COLUMNS, type ReadableLog, readLog } from './readLog.ts';
import { type ReadAudit, readAudit, salvageAudit } from './salvageAudit.ts';
import type { SalvageReport } from './salvageReport.ts';

export interface SalvageOptions extends Running {
  clock: Clock;
  /** Who asked for it: told in the audit. */
  actor: string;
}

/** Lost work that is named; there may be more. */
const NAMED_WORK = 100;
/** What the projection rebuilds, what is kept for speed alone, and the log and the audit, which are joined. */
export const NOT_COPIED: ReadonlySet<string> = new Set([
  ...PROJECTED_TABLES,
  'change',
  'mutation',
  'image_part',
  'audit',
  'audit_student',
  'audit_many',
  'sqlite_sequence',
]);

/**
 * Makes a sound store out of a damaged one, beside it (`preparedFolder`): the log is read as far as its pages can be
 * read, its gaps are filled from `backup` (a store of an earlier state, if there is one), and all tables are built anew
 * from it. Works on copies: the damaged files are not even opened. Errors: STORE_DAMAGED `salvage` when nothing of the
 * log can be read, STORE_FULL, CANCELLED.
 */
export async function salvageStore(
  dataDir: string,
  key: DataKey | null,
  backup: string | null,
  options: SalvageOptions,
): Promise<SalvageReport> {
  const { signal, onProgress, clock } = options;
  const into = preparedFolder(dataDir);
  const source = join(dataDir, 'salvaging');
  let db: WriteDb | null = null;
  try {
    rmSync(into, { recursive: true, force: true });
    onProgress({ stage: 'read', done: 0, total: null });
    db = openCopy(dataDir, key, source);
    const log = readLog(db, signal);
    const audit = readAudit(db, signal);
    const earlier = backup === null ? null : readBackup(backup, key, { scratch: source, signal });
    const joined = joinLogs(log, earlier?.log ?? null);
    if (joined.upTo === 0 && log.newest > 0) throw new AppError('STORE_DAMAGED', { what: 'salvage' });
    await giveWay(signal);
    onProgress({ stage: 'save', done: 0, total: joined.upTo });
    const made = openDatabase(into, key);
    try {
      made.raw.pragma('synchronous = OFF');
      writeLog(made, log, joined.upTo);
      await giveWay(signal);
      replay(join(into, STORE_FILE), key, made, signal);
      await giveWay(signal);
      const lostRows = copyOthers(db, made);
      const at = clock.now();
      const saidOfAudit = salvageAudit(audit, earlier?.audit ?? null, made, at);
      const lostChanges = Math.max(0, log.newest - joined.upTo);
      appendAudit(made, programActor(options.actor), at, {
        action: 'restore',
        detail: { why: 'salvage', changes: joined.upTo, lost: lostChanges },
      });
      made.raw.pragma('wal_checkpoint(TRUNCATE)');
      const lostPhotos = await countLostPhotos(made, dataDir, key, { signal, onProgress });
      const last = mutationOf(log, joined.upTo);
      return {
        changes: joined.upTo,
        fromBackup: joined.fromBackup,
        lastGoodAt: last ? Number(last[5]) : null,
        students: countStudents(made),
        lostChanges,
        lostWork: lostWork(log, joined.upTo),
        lostRows,
        audit: saidOfAudit,
        lostPhotos,
      };
    } finally {
      made.raw.close();
    }
  } catch (error) {
    rmSync(into, { recursive: true, force: true });
    throw error;
  } finally {
    db?.raw.close();
    rmSync(source, { recursive: true, force: true });
  }
}

/** The damaged store with its write-ahead log, copied: opening it would already change it. */
export function openCopy(dataDir: string, key: DataKey | null, into: string): WriteDb {
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into, { recursive: true, mode: 0o700 });
  for (const ending of ['', '-wal']) {
    const file = join(dataDir, STORE_FILE + ending);
    if (existsSync(file)) copyFileSync(file, join(into, STORE_FILE + ending));
  }
  try {
    // One that was damaged before it could be encrypted is read as it lies.
    const copy = join(into, STORE_FILE);
    return connect(copy, isPlainDatabase(copy) === true ? null : key);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'STORE_DAMAGED') throw error;
    throw new AppError('STORE_DAMAGED', { what: 'salvage' }, { cause: error });
  }
}

export function readBackup(
  store: string,
  key: DataKey | null,
  { scratch, signal }: { scratch: string; signal: AbortSignal },
): { log: ReadableLog; audit: ReadAudit | null } {
  const copy = join(scratch, 'backup.sqlite');
  copyFileSync(store, copy);
  const db = connect(copy, key);
  try {
    return { log: readLog(db, signal), audit: readAudit(db, signal) };
  } finally {
    db.raw.close();
  }
}

/** From a connection of its own: one that is being read from cannot be written with. */
function replay(file: string, key: DataKey | null, into: WriteDb, signal: AbortSignal): void {
  const log = connect(file, key);
  try {
    rebuildProjection(log, into, () => heed(signal));
  } finally {
    log.raw.close();
  }
}

function writeLog(into: WriteDb, log: ReadableLog, upTo: number): void {
  const mutations = insertInto(into, 'mutation', MUTATION_COLUMNS);
  const changes = insertInto(into, 'change', CHANGE_COLUMNS);
  into.transaction(() => {
    let written = -1;
    for (let seq = 1; seq <= upTo; seq++) {
      const change = log.changes.get(seq)!;
      const mid = Number(change[1]);
      if (mid !== written) mutations.run(...log.mutations.get(mid)!);
      written = mid;
      changes.run(...change);
    }
  });
}

function insertInto(db: WriteDb, table: string, columns: readonly string[]) {
  return db.write(
    `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
}

/** Copies what is not in the log, row by row as far as it goes; returns the tables of which some could not be read. */
function copyOthers(from: ReadDb, into: WriteDb): SalvageReport['lostRows'] {
  const tables = into
    .read<{ name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .all();
  const lost: SalvageReport['lostRows'] = [];
  for (const { name, sql } of tables) {
    if (NOT_COPIED.has(name)) continue;
    // What an older store does not have yet is as it is in a new one.
    const known = new Set(columnsOf(from, name));
    const columns = columnsOf(into, name).filter((column) => known.has(column));
    if (columns.length === 0) continue;
    const read = /WITHOUT ROWID/i.test(sql)
      ? readInOrder(from, name, columns)
      : readByRowid(from, name, columns);
    const insert = insertInto(into, name, columns);
    into.transaction(() => {
      for (const row of read.rows) insert.run(...row);
    });
    if (read.lost > 0) lost.push({ table: name, rows: read.lost });
  }
  return lost;
}

function columnsOf(db: ReadDb, table: string): string[] {
  return db
    .read<{ name: string }>(`SELECT name FROM pragma_table_info('${table}')`)
    .all()
    .map((column) => column.name);
}

interface ReadRows {
  rows: SqlValue[][];
  /** At least so many could not be read. */
  lost: number;
}

function readInOrder(db: ReadDb, table: string, columns: readonly string[]): ReadRows {
  const rows: SqlValue[][] = [];
  const isWhole = tryReading(() => {
    for (const row of db.read(`SELECT ${columns.join(', ')} FROM ${table}`).rawIterate()) rows.push(row);
  });
  return { rows, lost: isWhole ? 0 : 1 };
}

function readByRowid(db: ReadDb, table: string, columns: readonly string[]): ReadRows {
  let most = 0;
  const isKnown = tryReading(() => {
    most = db.read<{ most: number | null }>(`SELECT max(rowid) AS most FROM ${table}`).get()!.most ?? 0;
  });
  if (!isKnown) return readInOrder(db, table, columns);
  const { rows, holes } = readDamaged(db, { table, columns: ['rowid', ...columns], most });
  return {
    rows: rows.map((row) => row.slice(1)),
    lost: holes.reduce((sum, [first, last]) => sum + last - first + 1, 0),
  };
}

/** What the entries behind the last good one were part of. */
export function lostWork(log: ReadableLog, upTo: number): SalvageReport['lostWork'] {
  const work = new Map<string, SalvageReport['lostWork'][number]>();
  for (const seq of [...log.changes.keys()].filter((each) => each > upTo).sort((a, b) => b - a)) {
    const mutation = mutationOf(log, seq);
    const id = workOf(log, seq);
    if (mutation === undefined || id === null) continue;
    const known = work.get(id);
    if (known) known.changes++;
    else
      work.set(id, {
        what: String(mutation[1]),
        actor: String(mutation[4]),
        at: Number(mutation[5]),
        changes: 1,
      });
  }
  return [...work.values()].slice(0, NAMED_WORK);
}

async function countLostPhotos(
  db: ReadDb,
  dataDir: string,
  key: DataKey | null,
  { signal, onProgress }: Running,
): Promise<number> {
  const blobs = openBlobStore(dataDir, key);
  const hashes = blobHashes(db);
  let lost = 0;
  for (const [done, hash] of hashes.entries()) {
    if (signal.aborted) throw new AppError('CANCELLED');
    onProgress({ stage: 'check', done, total: hashes.length });
    const bytes = await blobs.read(hash).catch((error: unknown) => {
      if (error instanceof AppError) return null;
      throw error;
    });
    if (bytes === null) lost++;
  }
  return lost;
}
