import { AppError } from '../../../shared/domain/errors.ts';
import { sameFingerprint } from '../../sync/net/fingerprint.ts';
import type { HubDoor, HubPlace } from './HubDoor.ts';

/**
 * Where a desk’s hub is and which key it has, once somebody has read both at the hub: one whose key leaked has another,
 * which nothing leads to from the old one, and one that was moved may not be found by itself. Whether it is the same hub
 * the positions of the log tell then.
 * Errors: SYNC_NOT_READY (no hub), HUB_UNREACHABLE (other-digits: another key than the one that was read).
 */
export async function keyOfHub(
  door: HubDoor,
  place: HubPlace | null,
  { fingerprint: digits, address = place?.address }: { fingerprint: string; address?: string | undefined },
): Promise<Pick<HubPlace, 'address' | 'pin' | 'fingerprint'>> {
  if (place === null || address === undefined) throw new AppError('SYNC_NOT_READY', { case: 'none' });
  const { pin, fingerprint } = await door.look(address);
  if (!sameFingerprint(digits, fingerprint))
    throw new AppError('HUB_UNREACHABLE', { case: 'other-digits', address });
  return { address, pin, fingerprint };
}
