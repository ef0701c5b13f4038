import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ProgressEvent } from '../../shared/contract/progress.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { compareProjections, rebuildProjection } from '../changes/rebuildProjection.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';
import { giveWay } from '../db/giveWay.ts';
import { openDatabase } from '../db/openDatabase.ts';
import { blobHashes } from '../db/tables/blobHashes.ts';
import { takeWriterLock } from '../db/writerLock.ts';
import { type BlobStore, openBlobStore } from '../photos/blobStore.ts';
import type { DataKey } from '../security/dataKey.ts';

/** One thing that was looked at. `problems` name tables, rows and hashes, never a person. */
export interface StoreCheck {
  /** `file`: SQLite's own pages and indexes; `log`: replaying it gives the tables; `photos`: bytes
   * are what their name says, signatures of the counter among them. */
  name: 'file' | 'log' | 'photos';
  /** Pages, log entries, photos. */
  checked: number;
  problems: string[];
}

export interface CheckOptions {
  signal: AbortSignal;
  onProgress: (event: Omit<ProgressEvent, 'type'>) => void;
}

/** More problems than these are counted but not named. */
const NAMED_PROBLEMS = 20;

/**
 * Looks at everything in a data folder that nobody else has open, and changes nothing but to bring an older store
 * up to this program's schema. Errors: STORE_IN_USE, STORE_NEWER, STORE_DAMAGED (cannot be opened at all), CANCELLED.
 */
export async function checkStore(
  dataDir: string,
  key: DataKey | null,
  options: CheckOptions,
): Promise<StoreCheck[]> {
  const lock = takeWriterLock(dataDir);
  try {
    const db = openDatabase(dataDir, key);
    try {
      options.onProgress({ stage: 'check', done: 0, total: 3 });
      const file = checkFile(db);
      await giveWay(options.signal);
      options.onProgress({ stage: 'check', done: 1, total: 3 });
      // Of pages that can't be read nothing can be replayed.
      const log =
        file.problems.length === 0
          ? checkLog(db, dataDir, key)
          : { name: 'log' as const, checked: 0, problems: [] };
      await giveWay(options.signal);
      options.onProgress({ stage: 'check', done: 2, total: 3 });
      return [file, log, await checkPhotos(db, openBlobStore(dataDir, key), options)];
    } finally {
      db.raw.close();
    }
  } finally {
    lock.release();
  }
}

function checkFile(db: WriteDb): StoreCheck {
  const said = db.raw.pragma('integrity_check') as { integrity_check: string }[];
  const problems = said.map((row) => row.integrity_check).filter((line) => line !== 'ok');
  return {
    name: 'file',
    checked: db.raw.pragma('page_count', { simple: true }) as number,
    problems: named(problems),
  };
}

/** Replays the log into a store of its own and compares, row by row. */
function checkLog(db: ReadDb, dataDir: string, key: DataKey | null): StoreCheck {
  const scratch = join(dataDir, 'check');
  rmSync(scratch, { recursive: true, force: true });
  try {
    const replayed = openDatabase(scratch, key);
    try {
      replayed.raw.pragma('synchronous = OFF');
      rebuildProjection(db, replayed);
      const problems = compareProjections(db, replayed).map(({ table, row }) => `${table}, row ${row}`);
      const { count } = db.read<{ count: number }>('SELECT count(*) AS count FROM change').get()!;
      return { name: 'log', checked: count, problems: named(problems) };
    } finally {
      replayed.raw.close();
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function checkPhotos(
  db: ReadDb,
  blobs: BlobStore,
  { signal, onProgress }: CheckOptions,
): Promise<StoreCheck> {
  const hashes = blobHashes(db);
  const problems: string[] = [];
  for (const [done, hash] of hashes.entries()) {
    if (signal.aborted) throw new AppError('CANCELLED');
    onProgress({ stage: 'check', done, total: hashes.length });
    try {
      if ((await blobs.read(hash)) === null) problems.push(`${hash} is missing`);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      problems.push(`${hash} is damaged`);
    }
  }
  return { name: 'photos', checked: hashes.length, problems: named(problems) };
}

function named(problems: string[]): string[] {
  if (problems.length <= NAMED_PROBLEMS) return problems;
  return [...problems.slice(0, NAMED_PROBLEMS), `… ${problems.length - NAMED_PROBLEMS}`];
}
