import BetterSqlite3 from 'better-sqlite3';
import { AppError } from '../../shared/domain/errors.ts';

/** What SQLite says of a file that it cannot read, as STORE_DAMAGED; any other error as it is. */
export function damagedOr(error: unknown): unknown {
  const code = error instanceof BetterSqlite3.SqliteError ? error.code : '';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return new AppError('STORE_DAMAGED', {}, { cause: error });
  }
  return error;
}
