import { ERROR_CODES, type ErrorCode } from '../../shared/domain/errors.ts';

export interface ErrorParts {
  code: ErrorCode;
  params: Record<string, string | number>;
}

function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_CODES, value);
}

function readParams(value: unknown): Record<string, string | number> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );
}

/**
 * What an error is called in the closed set, with what fills its sentence: however it came here (an AppError
 * over the wire, a refused upload, the `problem` of an import session). Null: none of ours.
 */
export function errorParts(error: unknown): ErrorParts | null {
  if (typeof error !== 'object' || error === null) return null;
  const code: unknown = Reflect.get(error, 'code');
  const data: unknown = Reflect.get(error, 'data');
  const dataCode: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'code') : null;
  const dataParams: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'params') : null;
  const params = readParams(dataParams ?? Reflect.get(error, 'params'));
  if (isErrorCode(dataCode)) return { code: dataCode, params };
  if (isErrorCode(code)) return { code, params };
  return null;
}

/** Whether the work ended because somebody asked it to. */
export function isCancelled(error: unknown): boolean {
  if (error instanceof DOMException && error.name === 'AbortError') return true;
  return errorParts(error)?.code === 'CANCELLED';
}
