import { AppError } from '../../../shared/domain/errors.ts';

/**
 * Why a bundle is not taken; each has a sentence of its own (shared/text, BUNDLE_REFUSED):
 * - unknown, newer: no bundle, or one of a later format
 * - unfinished: cut short, or never written to its end
 * - damaged: not the bytes that were written
 * - unknown-sender, unsigned: nobody who is known here has signed it
 * - part, mixed: a part is missing, or is of another bundle
 * - other-hub, other-device, other-key, direction: not meant for this side
 * - epoch: made before the hub was put back
 * - order: another one comes first; overlap: begins before and ends behind what is here
 */
export type BundleProblem =
  | 'unknown'
  | 'newer'
  | 'unfinished'
  | 'damaged'
  | 'unknown-sender'
  | 'unsigned'
  | 'part'
  | 'mixed'
  | 'other-hub'
  | 'other-device'
  | 'other-key'
  | 'direction'
  | 'epoch'
  | 'order'
  | 'overlap';

export function refuseBundle(problem: BundleProblem, params: Record<string, string | number> = {}): never {
  throw new AppError('BUNDLE_REFUSED', { case: problem, ...params });
}
