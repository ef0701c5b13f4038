import { join } from 'node:path';
import type { ProgressEvent } from '../../shared/contract/progress.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { verifyAudit } from '../audit/verifyAudit.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';
import { giveWay } from '../db/giveWay.ts';
import { openDatabase } from '../db/openDatabase.ts';
import { isDamage } from '../db/readDamaged.ts';
import { blobHashes } from '../db/tables/blobHashes.ts';
import { takeWriterLock } from '../db/writerLock.ts';
import { type BlobStore, openBlobStore } from '../photos/blobStore.ts';
import type { DataKey } from '../security/dataKey.ts';
import { checkLog } from './checkLog.ts';

/** One thing that was looked at. `problems` name tables, rows and hashes, never a person. */
export interface StoreCheck {
  /** `file`: SQLite's own pages and indexes; `log`: replaying it gives the tables; `audit`: each entry is bound to the one
   * before it; `photos`: bytes are what their name says, signatures of the counter among them. */
  name: 'file' | 'log' | 'audit' | 'photos';
  /** Pages, log entries, entries of the audit, photos. */
  checked: number;
  problems: string[];
}

export interface CheckOptions {
  signal: AbortSignal;
  onProgress: (event: Omit<ProgressEvent, 'type'>) => void;
  /** False: photos are not looked at. */
  photos?: boolean;
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
      const replayed =
        file.problems.length === 0
          ? checkLog(db, key, join(dataDir, 'check'), options.signal)
          : { entries: 0, problems: [] };
      const log: StoreCheck = {
        name: 'log',
        checked: replayed.entries,
        problems: named(replayed.problems),
      };
      await giveWay(options.signal);
      options.onProgress({ stage: 'check', done: 2, total: 3 });
      const audit = file.problems.length === 0 ? await checkAudit(db, options) : UNREAD_AUDIT;
      if (options.photos === false) return [file, log, audit];
      return [file, log, audit, await checkPhotos(db, openBlobStore(dataDir, key), options)];
    } finally {
      db.raw.close();
    }
  } finally {
    lock.release();
  }
}

/** Where the damage is great, SQLite says so by an error instead of a list. */
function checkFile(db: WriteDb): StoreCheck {
  let problems: string[] = [];
  try {
    const said = db.raw.pragma('integrity_check') as { integrity_check: string }[];
    problems = said.map((row) => row.integrity_check).filter((line) => line !== 'ok');
  } catch (error) {
    if (!isDamage(error)) throw error;
    problems = [(error as Error).message];
  }
  return {
    name: 'file',
    checked: db.raw.pragma('page_count', { simple: true }) as number,
    problems: named(problems),
  };
}

const UNREAD_AUDIT: StoreCheck = { name: 'audit', checked: 0, problems: [] };

/** Goes through the whole chain; its problem names the first entry that is wrong. */
async function checkAudit(db: ReadDb, { signal, onProgress }: CheckOptions): Promise<StoreCheck> {
  const steps = verifyAudit(db);
  for (;;) {
    const step = steps.next();
    if (step.done) {
      const { checked, fault } = step.value;
      return { name: 'audit', checked, problems: fault ? [`${fault.kind}, entry ${fault.seq}`] : [] };
    }
    onProgress({ stage: 'check', ...step.value });
    await giveWay(signal);
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
