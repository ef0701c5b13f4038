import { AppError, ERROR_CODES, type ErrorCode } from '../../shared/domain/errors.ts';

/** An error of the closed set, also where it came through the core's router; null: a fault of the program. */
export function toAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (!(error instanceof Error)) return null;
  const data: unknown = Reflect.get(error, 'data');
  const code: unknown = Reflect.get(error, 'code');
  if (typeof data === 'object' && data !== null && 'code' in data && isErrorCode(data.code)) {
    const params = 'params' in data ? (data.params as AppError['params']) : {};
    return new AppError(data.code, params, { cause: error });
  }
  // What the contract does not take was asked for wrongly.
  if (code === 'BAD_REQUEST') return new AppError('USAGE', {}, { cause: error });
  if (error.name === 'AbortError') return new AppError('CANCELLED', {}, { cause: error });
  return null;
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);
}
