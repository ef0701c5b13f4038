import { dayOfNumber } from '../../shared/domain/daysLeft.ts';
import { STATUSES, type Status } from '../../shared/domain/verificationStatus.ts';
import type { DueDays } from './DueDays.ts';
import type { Grouping } from './image/StudentGroups.ts';

export interface CountedGroup {
  group: string[];
  total: number;
  statuses: Partial<Record<Status, number>>;
  /** Who is not verified although the day until which they had time is over. */
  overdue: number;
  /** The first and the last day until which students of the group have time; null without a campaign. */
  due: { first: string; last: string } | null;
}

/** The students of a match counted per group and status; groups without any are left out. */
export function countProgress(
  match: Uint8Array,
  grouping: Grouping,
  statuses: Uint8Array,
  due: DueDays | null,
): CountedGroup[] {
  const { names, groupOf } = grouping;
  const counts = new Uint32Array(names.length * STATUSES.length);
  for (let n = 1; n < match.length; n++) {
    counts[groupOf[n]! * STATUSES.length + statuses[n]!]! += match[n]!;
  }
  const times = due && countTimes(match, grouping, statuses, due);
  const days = new Map<number, string>();
  const nameOf = (day: number): string => {
    const known = days.get(day) ?? dayOfNumber(day);
    days.set(day, known);
    return known;
  };
  const rows: CountedGroup[] = [];
  for (const [place, group] of names.entries()) {
    const counted = namedCounts(counts, place * STATUSES.length);
    if (counted.total === 0) continue;
    rows.push({
      group: [...group],
      ...counted,
      overdue: times?.overdue[place] ?? 0,
      due: times && { first: nameOf(times.first[place]!), last: nameOf(times.last[place]!) },
    });
  }
  return rows;
}

function countTimes(match: Uint8Array, { names, groupOf }: Grouping, statuses: Uint8Array, due: DueDays) {
  const overdue = new Uint32Array(names.length);
  const first = new Uint16Array(names.length).fill(due.same ?? 0xffff);
  const last = new Uint16Array(names.length).fill(due.same ?? 0);
  // Nobody is late before the one day of all, and that is so most of the time.
  if (due.same !== null && due.same >= due.today) return { overdue, first, last };
  for (let n = 1; n < match.length; n++) {
    if (match[n] === 0) continue;
    const place = groupOf[n]!;
    const day = due.of(n);
    if (day < first[place]!) first[place] = day;
    if (day > last[place]!) last[place] = day;
    if (due.isOverdue(n, statuses[n]!)) overdue[place]!++;
  }
  return { overdue, first, last };
}

/** Counts by the place of the status in STATUSES, from `start` on: those that are not none, and their sum. */
export function namedCounts(
  counts: Uint32Array,
  start = 0,
): { total: number; statuses: Partial<Record<Status, number>> } {
  const statuses: Partial<Record<Status, number>> = {};
  let total = 0;
  for (let index = 0; index < STATUSES.length; index++) {
    const count = counts[start + index]!;
    if (count === 0) continue;
    statuses[STATUSES[index]!] = count;
    total += count;
  }
  return { total, statuses };
}
