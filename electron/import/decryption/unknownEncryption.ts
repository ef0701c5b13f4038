import { AppError } from '../../../shared/domain/errors.ts';

/** `what`: as much as is known of how a file is encrypted that no password opens here. */
export function unknownEncryption(what: string): AppError {
  return new AppError('FILE_ENCRYPTION_UNKNOWN', { what });
}
