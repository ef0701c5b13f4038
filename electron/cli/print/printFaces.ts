import type { FacesLooked } from '../../../shared/contract/photos.ts';
import type { CommandContext } from '../commandContext.ts';
import { printable } from './printable.ts';

/** How looking for faces went, and why not where it did not. */
export function printFaces(
  { photos }: CommandContext['words'],
  { available, looked, failed, reason }: FacesLooked,
): string[] {
  const why = printable(reason ?? '');
  if (!available) return [photos.facesUnavailable(why)];
  return failed > 0
    ? [photos.facesLooked(looked), photos.facesFailed(failed, why)]
    : [photos.facesLooked(looked)];
}
