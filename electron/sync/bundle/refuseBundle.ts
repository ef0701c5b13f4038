import { AppError } from '../../../shared/domain/errors.ts';

/**
 * Why a bundle is not taken; each has a sentence of its own (shared/text, BUNDLE_REFUSED):
 * - none: a folder without any
 * - unknown, newer: no bundle, or one of a later format
 * - unfinished: cut short, or never written to its end
 * - damaged: not the bytes that were written
 * - unknown-sender, unsigned: nobody who is known here has signed it
 * - part, mixed: a part is missing, or is of another bundle
 * - other-hub, other-device, other-key, direction: not meant for this side
 * - epoch: made before the hub was put back; rewound: the hub was put back since this device has heard of it
 * - order: another one comes first; overlap: begins before and ends behind what is here
 * - files: a file that its work names has to come first
 * - erased: hub and device did not know of the same erasures when it was made
 * - cloned, revoked: another store lives under the device’s name, or the hub takes it no more
 * - schema-newer, schema-older: its rows are of a version that this side does not speak, yet or any more
 * - two-hubs: the device has followed another copy of the hub
 */
export type BundleProblem =
  | 'none'
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
  | 'rewound'
  | 'order'
  | 'overlap'
  | 'files'
  | 'erased'
  | 'cloned'
  | 'revoked'
  | 'schema-newer'
  | 'schema-older'
  | 'two-hubs';

export function refuseBundle(problem: BundleProblem, params: Record<string, string | number> = {}): never {
  throw new AppError('BUNDLE_REFUSED', { case: problem, ...params });
}
