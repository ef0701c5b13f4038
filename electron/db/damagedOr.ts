import BetterSqlite3 from 'better-sqlite3';
import { AppError, type ErrorCode } from '../../shared/domain/errors.ts';

/** What SQLite says of a store that it cannot go on with, and what a person is told of it. */
const SAID: readonly (readonly [beginning: string, code: ErrorCode])[] = [
  ['SQLITE_CORRUPT', 'STORE_DAMAGED'],
  ['SQLITE_NOTADB', 'STORE_DAMAGED'],
  ['SQLITE_FULL', 'STORE_FULL'],
  ['SQLITE_READONLY', 'STORE_READ_ONLY'],
  ['SQLITE_IOERR', 'STORE_DISK'],
];

/** What SQLite says of a store that is damaged, full or can't be written, as our own error; any other error as it is. */
export function damagedOr(error: unknown): unknown {
  const code = error instanceof BetterSqlite3.SqliteError ? error.code : '';
  const said = SAID.find(([beginning]) => code.startsWith(beginning));
  return said ? new AppError(said[1], {}, { cause: error }) : error;
}
