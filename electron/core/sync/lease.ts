import type { ScopeRule } from '../../../shared/contract/access.ts';
import type { SyncStatus } from '../../../shared/contract/sync.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import type { ReadDb, WriteDb } from '../../db/database.ts';
import { setState, stateOf } from '../../sync/client/syncState.ts';

const DAY_MS = 86_400_000;
/** How often the time is written down at most. */
const NOTE_EVERY_MS = 3_600_000;

/**
 * Until when this desk shows what it has without reaching its hub; null: it has none, or the hub sets no limit. Counted from
 * when the hub last answered, by the latest time that this computer has ever had since: turning the clock back afterwards
 * does not help; what was turned back before the program was started is not found out (docs/spec/sync.md).
 */
export function leaseOf(db: ReadDb, now: number): SyncStatus['lease'] {
  const days = Number(stateOf(db, 'leaseDays') ?? 0);
  const seenAt = Number(stateOf(db, 'seenAt') ?? 0);
  if (days === 0 || seenAt === 0) return null;
  const latest = Math.max(now, Number(stateOf(db, 'leaseLatest') ?? 0));
  const endsAt = seenAt + days * DAY_MS;
  return { days, endsAt, isEnded: latest > endsAt };
}

/** Whether the time is worth writing down again. */
function isLater(db: ReadDb, now: number): boolean {
  return now - Number(stateOf(db, 'leaseLatest') ?? 0) >= NOTE_EVERY_MS;
}

/** When the program starts: the latest time that this computer had. */
export function noteTime(db: WriteDb, now: number): void {
  if (stateOf(db, 'device') !== null && isLater(db, now)) setState(db, 'leaseLatest', String(now));
}

/** As if the hub had answered now: by whoever could open the store elsewhere anyway. */
export function renewLease(db: WriteDb, now: number): void {
  setState(db, 'seenAt', String(now));
  setState(db, 'leaseLatest', '');
}

/** By which a desk finds back to its hub, or is its hub. They tell of computers, and of nobody’s students. */
const STILL = /^(sync\.(status|look|join|trust|rejoin|forget)|hub\..+)$/;

/** What asks or tells nothing of any student is answered also when the lease has ended. Errors: SYNC_LEASE. */
export function requireLease(
  db: ReadDb,
  now: number,
  { name, scope }: { name: string; scope: ScopeRule },
): void {
  if (scope === 'none' || STILL.test(name)) return;
  const lease = leaseOf(db, now);
  if (lease?.isEnded) throw new AppError('SYNC_LEASE', { days: lease.days });
}
