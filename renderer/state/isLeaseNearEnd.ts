import type { SyncStatus } from '../../shared/contract/sync.ts';

const [DAY_MS, WARNED_DAYS] = [86_400_000, 7];

/** Whether a desk will soon show nothing until it reaches its hub: a week before, or, of a short lease, for its last third. */
export function isLeaseNearEnd(
  { days, endsAt, isEnded }: NonNullable<SyncStatus['lease']>,
  now: number,
): boolean {
  // By the latest time that this computer ever had: its clock may have been turned back since.
  return isEnded || endsAt - now < Math.min(WARNED_DAYS, days / 3) * DAY_MS;
}
