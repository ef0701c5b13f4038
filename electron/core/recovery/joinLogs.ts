import type { ReadableLog } from './readLog.ts';

export interface JoinedLog {
  /** The entries up to the last good one, each of a known mutation, without a gap. */
  upTo: number;
  /** Of them, so many came from a backup. */
  fromBackup: number;
}

/** Places in the rows of MUTATION_COLUMNS. */
const AT = { device: 3, at: 5, batch: 6 } as const;

/**
 * Fills the gaps of a damaged log from a backup's and says how far it then goes. `log` is filled in place. A batch, or
 * a mutation without one, of which an entry is missing is wholly left out: nothing half-done comes back.
 */
export function joinLogs(log: ReadableLog, backup: ReadableLog | null): JoinedLog {
  let fromBackup = 0;
  if (backup !== null && isSameLog(log, backup)) {
    for (const [seq, row] of backup.changes) {
      if (log.changes.has(seq)) continue;
      log.changes.set(seq, row);
      fromBackup++;
    }
    for (const [mid, row] of backup.mutations) if (!log.mutations.has(mid)) log.mutations.set(mid, row);
    log.newest = Math.max(log.newest, backup.newest);
  }
  let upTo = 0;
  while (mutationOf(log, upTo + 1) !== undefined) upTo++;
  if (upTo < log.newest) {
    // Whether what touches the gap ended before it nobody knows.
    const touching = workOf(log, upTo);
    while (upTo > 0 && workOf(log, upTo) === touching) upTo--;
  }
  return { upTo, fromBackup };
}

/** What an entry was part of: its batch, or its mutation alone. */
export function workOf(log: ReadableLog, seq: number): string | null {
  const mutation = mutationOf(log, seq);
  if (mutation === undefined) return null;
  const batch = mutation[AT.batch];
  return typeof batch === 'string' ? batch : `mutation ${String(mutation[0])}`;
}

export function mutationOf(log: ReadableLog, seq: number) {
  const change = log.changes.get(seq);
  return change === undefined ? undefined : log.mutations.get(Number(change[1]));
}

/** Whether every mutation that both know is the same, and there is one: another store's log fills no gap. */
function isSameLog(one: ReadableLog, other: ReadableLog): boolean {
  let known = 0;
  for (const [mid, row] of other.mutations) {
    const mine = one.mutations.get(mid);
    if (mine === undefined) continue;
    if (mine[AT.device] !== row[AT.device] || mine[AT.at] !== row[AT.at]) return false;
    known++;
  }
  return known > 0 || one.mutations.size === 0;
}
