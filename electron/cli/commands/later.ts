import { AppError } from '../../../shared/domain/errors.ts';

/** A command that the contract names and that this version does not have. */
export function later(command: string): never {
  throw new AppError('NOT_YET', { feature: command });
}
