import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { AppError } from '../../shared/domain/errors.ts';

import { damagedOr } from './damagedOr.ts';
import { refuseNetworkFolder } from './networkFolder.ts';

export interface WriterLock {
  release(): void;
}

/**
 * One process at a time works in a data folder. Errors: STORE_IN_USE, STORE_ON_NETWORK, STORE_FULL, STORE_READ_ONLY.
 */
export function takeWriterLock(dataDir: string): WriterLock {
  mkdirSync(dataDir, { recursive: true });
  refuseNetworkFolder(dataDir);
  return takeFileLock(join(dataDir, 'writer.lock'));
}

/**
 * The lock is an exclusive SQLite transaction on a file of its own: the operating system drops it when the process ends,
 * however it ends, so no stale lock can remain. Errors: STORE_IN_USE (somebody has it), STORE_FULL, STORE_READ_ONLY.
 */
export function takeFileLock(path: string): WriterLock {
  const holder = new BetterSqlite3(path, { timeout: 0 });
  try {
    holder.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    holder.close();
    if (error instanceof BetterSqlite3.SqliteError && error.code === 'SQLITE_BUSY') {
      throw new AppError('STORE_IN_USE', {}, { cause: error });
    }
    throw damagedOr(error);
  }
  return { release: () => holder.close() };
}
