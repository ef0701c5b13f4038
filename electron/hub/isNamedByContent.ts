import { createHash } from 'node:crypto';
import { isPublicKeySetting } from '../core/signing/schoolKeys.ts';
import type { Fields } from '../sync/protocol/syncedMutation.ts';
import type { HubRow } from './hubRow.ts';

/**
 * Whether a row has the name that what it says gives it, so that nobody has to be believed: what cases go by, and the
 * public keys by which sheets are told. The name of a key is too short to keep others from its place: it is taken where
 * there is none, and is not changed by that.
 */
export function isNamedByContent({
  before,
  entity,
  id,
  next,
}: {
  before: HubRow | null;
  entity: string;
  id: string;
  next: Fields | null;
}): boolean {
  if (entity === 'caseRules')
    return typeof next?.body === 'string' && createHash('sha256').update(next.body).digest('hex') === id;
  if (entity !== 'setting' || typeof next?.value !== 'string') return false;
  return !before?.fields && isPublicKeySetting(id, next.value);
}
