import BetterSqlite3 from 'better-sqlite3';
import { AppError, type ErrorCode } from '../../shared/domain/errors.ts';

/** What SQLite says of a store that it cannot go on with, and what a person is told of it; the first that fits. */
const OF_SQLITE: readonly (readonly [beginning: string, code: ErrorCode])[] = [
  ['SQLITE_CORRUPT', 'STORE_DAMAGED'],
  ['SQLITE_NOTADB', 'STORE_DAMAGED'],
  ['SQLITE_FULL', 'STORE_FULL'],
  // The shared memory beside the store could not be made larger: that is how a full disk shows there.
  ['SQLITE_IOERR_SHM', 'STORE_FULL'],
  ['SQLITE_READONLY', 'STORE_READ_ONLY'],
  ['SQLITE_IOERR', 'STORE_DISK'],
];
/** The same of the system, for files beside the store. */
const OF_SYSTEM: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'STORE_FULL',
  EDQUOT: 'STORE_FULL',
  EROFS: 'STORE_READ_ONLY',
  EIO: 'STORE_DISK',
};

/**
 * What is said of a store that is damaged, that another program holds, or whose disk is full or fails, as our own error;
 * any other error as it is. A snapshot that is too old to write from (SQLITE_BUSY_SNAPSHOT) is a fault of the program.
 */
export function damagedOr(error: unknown): unknown {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
  if (typeof code !== 'string' || error instanceof AppError) return error;
  const said =
    error instanceof BetterSqlite3.SqliteError
      ? code === 'SQLITE_BUSY'
        ? 'STORE_IN_USE'
        : OF_SQLITE.find(([beginning]) => code.startsWith(beginning))?.[1]
      : OF_SYSTEM[code];
  return said ? new AppError(said, {}, { cause: error }) : error;
}
