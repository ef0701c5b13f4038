import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LostSince, StartRecovered, StoreExplanation } from '../../../shared/contract/start.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import type { ReadDb, WriteDb } from '../../db/database.ts';
import { connect, STORE_FILE } from '../../db/openDatabase.ts';
import { isDamage } from '../../db/readDamaged.ts';
import { countStudents } from '../../db/tables/studentTable.ts';
import { takeWriterLock } from '../../db/writerLock.ts';
import type { DataKey } from '../../security/dataKey.ts';
import { changesAfter } from '../backup/previewRestore.ts';
import {
  forgetPrepared,
  preparedFolder,
  preparedStore,
  prepareRestore,
  replaceStore,
} from '../backup/restoreBackup.ts';
import { systemClock } from '../ports/systemClock.ts';
import { uuidIds } from '../ports/uuidIds.ts';
import { explainStore } from '../recovery/explainStore.ts';
import { newestBackup, recoverStore } from '../recovery/recoverStore.ts';
import { openCopy } from '../recovery/salvageStore.ts';
import type { Running } from '../workThread.ts';

/** What the start page has a thread do, of a store that nobody has open. */
export type StartJob = { dataDir: string; key: DataKey | null } & (
  | { kind: 'explain' }
  | { kind: 'salvage'; actor: string }
  /** Unpacks a rolling backup beside the store and says what would be lost. */
  | { kind: 'prepare'; path: string }
  /** Puts what was prepared in the store's place. */
  | { kind: 'restore' }
);

export type StartJobResult = {
  explain: StoreExplanation;
  salvage: StartRecovered;
  prepare: LostSince;
  restore: StartRecovered;
};

export async function doStartJob(job: StartJob, running: Running): Promise<StartJobResult[StartJob['kind']]> {
  switch (job.kind) {
    case 'explain': {
      const backup = await newestBackup(job.dataDir, uuidIds);
      return explainStore(job.dataDir, job.key, backup?.store ?? null, running);
    }
    case 'salvage': {
      const options = { clock: systemClock, ids: uuidIds, actor: job.actor, ...running };
      const { keptAside, students, lostChanges, lostRows, lostPhotos, audit } = await recoverStore(
        job.dataDir,
        job.key,
        options,
      );
      const lostAudit = audit?.lost ?? 0;
      return { keptAside, students, lostChanges, lostRows, lostPhotos, lostAudit };
    }
    case 'prepare':
      return whileHeld(job.dataDir, () => prepare(job, running));
    case 'restore':
      return whileHeld(job.dataDir, () => restore(job));
  }
}

async function whileHeld<Result>(dataDir: string, work: () => Promise<Result>): Promise<Result> {
  const lock = takeWriterLock(dataDir);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

async function prepare(
  { dataDir, key, path }: Extract<StartJob, { kind: 'prepare' }>,
  running: Running,
): Promise<LostSince> {
  const { at } = await prepareRestore(dataDir, key, path, running);
  const then = connect(preparedStore(dataDir)!, key);
  try {
    return { at, back: { students: countStudents(then) }, since: sinceOf({ dataDir, key }, then) };
  } finally {
    then.raw.close();
  }
}

/** What cannot be read can't be compared: the page says that it is not known. */
function sinceOf({ dataDir, key }: Pick<StartJob, 'dataDir' | 'key'>, then: ReadDb): LostSince['since'] {
  if (!existsSync(join(dataDir, STORE_FILE))) return null;
  const scratch = join(dataDir, 'comparing');
  let now: WriteDb | null = null;
  try {
    now = openCopy(dataDir, key, scratch);
    return changesAfter(now, then);
  } catch (error) {
    if (!isDamage(error)) throw error;
    return null;
  } finally {
    now?.raw.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function restore({ dataDir, key }: Extract<StartJob, { kind: 'restore' }>): Promise<StartRecovered> {
  const store = preparedStore(dataDir);
  if (store === null) throw new AppError('NOT_FOUND', { what: 'backup' });
  const db = connect(store, key);
  const students = countStudents(db);
  db.raw.close();
  const clock = systemClock;
  const keptAside = await replaceStore(dataDir, key, preparedFolder(dataDir), {
    clock,
    what: 'before-restore',
  });
  forgetPrepared(dataDir);
  return { keptAside, students, lostChanges: 0, lostRows: [], lostPhotos: 0, lostAudit: 0 };
}
