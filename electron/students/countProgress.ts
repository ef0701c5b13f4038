import { STATUSES, type Status } from '../../shared/domain/verificationStatus.ts';
import type { Grouping } from './image/StudentGroups.ts';

export interface CountedGroup {
  group: string[];
  total: number;
  statuses: Partial<Record<Status, number>>;
}

/** The students of a match counted per group and status; groups without any are left out. */
export function countProgress(match: Uint8Array, grouping: Grouping, statuses: Uint8Array): CountedGroup[] {
  const { names, groupOf } = grouping;
  const counts = new Uint32Array(names.length * STATUSES.length);
  for (let n = 1; n < match.length; n++) {
    counts[groupOf[n]! * STATUSES.length + statuses[n]!]! += match[n]!;
  }
  const rows: CountedGroup[] = [];
  for (const [place, group] of names.entries()) {
    const row = { group: [...group], ...namedCounts(counts, place * STATUSES.length) };
    if (row.total > 0) rows.push(row);
  }
  return rows;
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
