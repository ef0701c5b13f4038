import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreExplanation } from '../../../shared/contract/start.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { verifyAudit } from '../../audit/verifyAudit.ts';
import type { ReadDb } from '../../db/database.ts';
import { STORE_FILE } from '../../db/openDatabase.ts';
import { isDamage, tryReading } from '../../db/readDamaged.ts';
import type { DataKey } from '../../security/dataKey.ts';
import { heed } from '../heed.ts';
import type { Running } from '../workThread.ts';
import { joinLogs, mutationOf } from './joinLogs.ts';
import { readLog } from './readLog.ts';
import { lostWork, NOT_COPIED, openCopy, readBackup } from './salvageStore.ts';

/**
 * Says what of a store can be read and what a salvage would bring back, from a copy: nothing of the store is changed or
 * even opened. `backup`: the store of the newest rolling one. Errors: STORE_FULL, CANCELLED.
 */
export function explainStore(
  dataDir: string,
  key: DataKey | null,
  backup: string | null,
  { signal, onProgress }: Running,
): StoreExplanation {
  const scratch = join(dataDir, 'explaining');
  if (!existsSync(join(dataDir, STORE_FILE))) return UNREADABLE;
  try {
    onProgress({ stage: 'read', done: 0, total: null });
    const db = tryOpening(() => openCopy(dataDir, key, scratch));
    if (db === null) return UNREADABLE;
    try {
      onProgress({ stage: 'check', done: 0, total: null });
      const backupLog = backup === null ? null : () => readBackup(backup, key, { scratch, signal }).log;
      return explained(db, backupLog, signal);
    } finally {
      db.raw.close();
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const UNREADABLE: StoreExplanation = {
  log: null,
  audit: null,
  tables: 0,
  damagedTables: [],
  damagedOutside: 0,
};

/** Null: not even the first page can be read. */
function tryOpening<Opened>(open: () => Opened): Opened | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof AppError && error.code === 'STORE_DAMAGED') return null;
    throw error;
  }
}

function explained(
  db: ReadDb,
  backupLog: (() => ReturnType<typeof readLog>) | null,
  signal: AbortSignal,
): StoreExplanation {
  const names: string[] = [];
  if (!tryReading(() => names.push(...tablesOf(db)))) return UNREADABLE;
  if (!names.includes('change')) return UNREADABLE;
  const log = readLog(db, signal);
  const read = log.changes.size;
  const joined = joinLogs(log, backupLog === null ? null : backupLog());
  const last = mutationOf(log, joined.upTo);
  const damagedTables = names.filter((name) => !isReadable(db, name, signal));
  return {
    log: {
      read,
      newest: log.newest,
      good: joined.upTo,
      goodAt: last ? Number(last[5]) : null,
      fromBackup: joined.fromBackup,
      lost: Math.max(0, log.newest - joined.upTo),
      lostWork: lostWork(log, joined.upTo).map(({ what, at, changes }) => ({ what, at, changes })),
    },
    audit: names.includes('audit') ? auditOf(db, signal) : null,
    tables: names.length,
    damagedTables,
    damagedOutside: damagedTables.filter((name) => !NOT_COPIED.has(name)).length,
  };
}

function tablesOf(db: ReadDb): string[] {
  return db
    .read<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .all()
    .map(({ name }) => name);
}

function isReadable(db: ReadDb, table: string, signal: AbortSignal): boolean {
  return tryReading(() => {
    let rows = 0;
    for (const _ of db.read(`SELECT * FROM ${table} NOT INDEXED`).rawIterate())
      if (++rows % 512 === 0) heed(signal);
  });
}

/** How far the chain is whole. */
function auditOf(db: ReadDb, signal: AbortSignal): StoreExplanation['audit'] {
  let good = 0;
  try {
    const steps = verifyAudit(db);
    for (;;) {
      const step = steps.next();
      if (step.done) return { good: step.value.checked, isWhole: step.value.fault === null };
      good = step.value.done;
      heed(signal);
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    return { good, isWhole: false };
  }
}
