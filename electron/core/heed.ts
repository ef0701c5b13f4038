import { AppError } from '../../shared/domain/errors.ts';

/** Ends work that somebody asked to stop. In a loop that never lets a message in, only where the signal is a thread's (`workThread`). Errors: CANCELLED. */
export function heed(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('CANCELLED');
}
