import { AppError } from '../../../shared/domain/errors.ts';
import type { Log } from '../core.ts';

/**
 * A fault of the program, here or at the hub, goes into the log; what only waits to be done again is told by the state. An
 * incident of the hub is in its log under the same name.
 */
export function noteTrouble(log: Log, error: unknown): void {
  if (!(error instanceof AppError)) log.error('sync-failed', error);
  else if (error.params.incident !== undefined)
    log.error('hub-failed', error, { incident: String(error.params.incident) });
}
