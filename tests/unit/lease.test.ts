import { expect, it } from 'vitest';
import { leaseOf, noteTime, renewLease, requireLease } from '../../electron/core/sync/lease.ts';
import { setState, stateOf } from '../../electron/sync/client/syncState.ts';
import { memoryStore } from '../harness/memoryStore.ts';

const DAY = 86_400_000;
const SEEN = Date.UTC(2026, 6, 1);

function desk(days: number | null = 90) {
  const db = memoryStore();
  setState(db, 'device', 'd1');
  setState(db, 'seenAt', String(SEEN));
  if (days !== null) setState(db, 'leaseDays', String(days));
  return db;
}
const asks = (name: string, scope: Parameters<typeof requireLease>[2]['scope'] = 'filter') => ({
  name,
  scope,
});

it('counts whole days from when the hub last answered, and its last moment is one of them', () => {
  const db = desk(90);
  const endsAt = SEEN + 90 * DAY;
  expect(leaseOf(db, endsAt)).toEqual({ days: 90, endsAt, isEnded: false });
  expect(leaseOf(db, endsAt + 1)).toEqual({ days: 90, endsAt, isEnded: true });
  expect(leaseOf(desk(0), endsAt + 1)).toBeNull();
  expect(leaseOf(desk(null), endsAt + 1)).toBeNull();
});

it('a desk that its hub never answered is not locked', () => {
  const db = memoryStore();
  setState(db, 'leaseDays', '90');
  expect(leaseOf(db, SEEN)).toBeNull();
});

it('notes no time before it is a desk of some hub, and later ones once an hour at most', () => {
  const db = memoryStore();
  noteTime(db, SEEN);
  expect(stateOf(db, 'leaseLatest')).toBeNull();
  setState(db, 'device', 'd1');
  const noted = (at: number) => {
    noteTime(db, at);
    return Number(stateOf(db, 'leaseLatest'));
  };
  expect([SEEN, SEEN + 1, SEEN + DAY, SEEN].map(noted)).toEqual([SEEN, SEEN, SEEN + DAY, SEEN + DAY]);
});

it('is renewed also where the latest time was one of a clock that was wrong', () => {
  const db = desk(90);
  noteTime(db, SEEN + 1_000 * DAY);
  expect(leaseOf(db, SEEN + DAY)).toMatchObject({ isEnded: true });
  renewLease(db, SEEN + DAY);
  expect(leaseOf(db, SEEN + DAY)).toMatchObject({ isEnded: false, endsAt: SEEN + 91 * DAY });
});

it('locks what tells of students, and leaves every way back to the hub', () => {
  const db = desk(90);
  const late = SEEN + 91 * DAY;
  const locked = (name: string) => {
    try {
      requireLease(db, late, asks(name));
      return false;
    } catch (error) {
      expect(error).toMatchObject({ code: 'SYNC_LEASE', params: { days: 90 } });
      return true;
    }
  };
  const open = [
    'sync.status',
    'sync.look',
    'sync.join',
    'sync.rejoin',
    'sync.forget',
    'hub.state',
    'hub.start',
  ];
  const shut = ['sync.waiting', 'sync.conflicts', 'students.page', 'bundles.write', 'async.status', 'hub'];
  expect(open.filter(locked)).toEqual([]);
  expect(shut.filter((name) => !locked(name))).toEqual([]);
  requireLease(db, late, asks('students.page', 'none'));
});
