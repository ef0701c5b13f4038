import BetterSqlite3 from 'better-sqlite3';
import { AppError } from '../../../shared/domain/errors.ts';

const UNWRITABLE = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'ENOSPC',
  'EFBIG',
  'EIO',
  'EBUSY',
  'EDQUOT',
]);
/** What a full disk is called by the system; a limit on the size of files means the same to a person. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'SQLITE_FULL']);

/** What a failed write means to the person who named the file or folder; any other error as it is. */
export function notWritableOr(error: unknown, file: string): unknown {
  if (error instanceof AppError) return error;
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
  if (typeof code !== 'string') return error;
  const ofStore =
    error instanceof BetterSqlite3.SqliteError && /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/.test(code);
  if (!UNWRITABLE.has(code) && !ofStore) return error;
  return new AppError(
    'FILE_NOT_WRITABLE',
    { file, reason: code, ...(FULL.has(code) ? { what: 'full' } : {}) },
    { cause: error },
  );
}
