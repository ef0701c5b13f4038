import { setImmediate as breathe } from 'node:timers/promises';
import { AppError } from '../../shared/domain/errors.ts';

/** A breath in the middle of long work, so that others are answered and a cancel is heard. Errors: CANCELLED. */
export async function giveWay(signal?: AbortSignal): Promise<void> {
  await breathe();
  if (signal?.aborted) throw new AppError('CANCELLED');
}
