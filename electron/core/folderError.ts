import { AppError } from '../../shared/domain/errors.ts';

const UNUSABLE = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EEXIST',
  'ENOSPC',
  'SQLITE_CANTOPEN',
  'SQLITE_READONLY',
]);

/** A folder that can't be used is no fault of the program. */
export function folderError(error: unknown, dataDir: string): unknown {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
  if (typeof code === 'string' && UNUSABLE.has(code) && !(error instanceof AppError)) {
    return new AppError('FILE_NOT_WRITABLE', { file: dataDir, reason: code }, { cause: error });
  }
  return error;
}
