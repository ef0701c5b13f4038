import type { FacesLooked } from '../../shared/contract/photos.ts';
import type { Log } from './core.ts';

/** What went wrong while faces were looked for, for the program's log: whoever looked is told as well. */
export function reportFaces(
  log: Log,
  { available, failed, reason }: Pick<FacesLooked, 'available' | 'failed' | 'reason'>,
): void {
  if (reason === null) return;
  const event = available ? `face-networks-failed on ${failed}` : 'face-networks-unavailable';
  log.error(event, new Error(reason));
}
