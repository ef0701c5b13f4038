import { AppError } from '../../../shared/domain/errors.ts';

const OF_FILES = new Set(['FILE_DAMAGED', 'FILE_UNKNOWN', 'FILE_UNSAFE']);

/**
 * What is wrong with a backup as its own sentence: of a list of students one would say that it be saved anew by a
 * spreadsheet program, and of the store that it be salvaged, which is in order. Any other error as it is.
 */
export function backupErrorOr(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  if (error.code === 'STORE_DAMAGED')
    return new AppError('FILE_DAMAGED', { what: 'backup' }, { cause: error });
  if (!OF_FILES.has(error.code)) return error;
  return new AppError(error.code, { ...error.params, what: 'backup' }, { cause: error });
}
