import type { Sabotage } from './sabotaged.ts';

const LEASE = 'electron/core/sync/lease.ts';
const STILL = 'const STILL = /^(sync\\.(status|look|join|trust|rejoin|forget)|hub\\..+)$/;';
const CONTRACT = ['tests/contract/syncLease.test.ts'];
const DAYS = ['tests/unit/lease.test.ts'];

/** What may go wrong with the days that a desk may be away from its hub. */
export const LEASE_SABOTAGES: readonly Sabotage[] = [
  {
    name: 'lease-ends-a-moment-early',
    file: LEASE,
    find: 'isEnded: latest > endsAt };',
    replace: 'isEnded: latest >= endsAt };',
    by: DAYS,
  },
  {
    name: 'lease-by-the-clock-of-now',
    file: LEASE,
    find: "const latest = Math.max(now, Number(stateOf(db, 'leaseLatest') ?? 0));",
    replace: 'const latest = now;',
    by: CONTRACT,
  },
  {
    name: 'latest-time-set-back',
    file: LEASE,
    find: "  return now - Number(stateOf(db, 'leaseLatest') ?? 0) >= NOTE_EVERY_MS;",
    replace: "  return Math.abs(now - Number(stateOf(db, 'leaseLatest') ?? 0)) >= NOTE_EVERY_MS;",
    by: CONTRACT,
  },
  {
    name: 'time-of-before-joining-noted',
    file: LEASE,
    find: "if (stateOf(db, 'device') !== null && isLater(db, now))",
    replace: 'if (isLater(db, now))',
    by: DAYS,
  },
  {
    name: 'latest-time-outlasts-the-key',
    file: LEASE,
    find: "  setState(db, 'leaseLatest', '');\n",
    replace: '',
    by: DAYS,
  },
  {
    name: 'latest-time-outlasts-the-hub',
    file: 'electron/sync/client/SyncClient.ts',
    find: "    setState(this.#db, 'leaseLatest', '');\n",
    replace: '',
    by: CONTRACT,
  },
  {
    name: 'no-limit-taken-for-none-yet',
    file: LEASE,
    find: 'if (days === 0 || seenAt === 0) return null;',
    replace: 'if (seenAt === 0) return null;',
    by: CONTRACT,
  },
  {
    name: 'locked-before-it-was-ever-there',
    file: LEASE,
    find: 'if (days === 0 || seenAt === 0) return null;',
    replace: 'if (days === 0) return null;',
    by: DAYS,
  },
  {
    name: 'waiting-work-shown-by-a-locked-desk',
    file: LEASE,
    find: STILL,
    replace: 'const STILL = /^(sync\\..+|hub\\..+)$/;',
    by: CONTRACT,
  },
  {
    name: 'locked-desk-finds-no-way-back',
    file: LEASE,
    find: STILL,
    replace: 'const STILL = /^(sync\\.(status|look|join|forget)|hub\\..+)$/;',
    by: DAYS,
  },
  {
    name: 'days-of-the-hub-not-told',
    file: 'electron/hub/lease.ts',
    find: "(await readNote(db, 'leaseDays')) ?? DEFAULT_LEASE_DAYS",
    replace: "((await readNote(db, 'leaseDays')) ?? 0) * 0 + DEFAULT_LEASE_DAYS",
    by: CONTRACT,
  },
  {
    name: 'for-ever-taken-for-nothing-said',
    file: 'electron/hub/lease.ts',
    find: "(await readNote(db, 'leaseDays')) ?? DEFAULT_LEASE_DAYS",
    replace: "(await readNote(db, 'leaseDays')) || DEFAULT_LEASE_DAYS",
    by: CONTRACT,
  },
];
