import { setImmediate as breathe } from 'node:timers/promises';
import { AppError } from '../../../shared/domain/errors.ts';

/** A breath for messages, so that a cancel is heard. Errors: CANCELLED. */
export async function giveWay(signal: AbortSignal): Promise<void> {
  await breathe();
  if (signal.aborted) throw new AppError('CANCELLED');
}
