import { STATUSES, type Status } from '../../shared/domain/verificationStatus.ts';
import type { FacetColumn } from './image/FacetColumn.ts';

export interface CountedGroup {
  group: string[];
  total: number;
  statuses: Partial<Record<Status, number>>;
}

/** The students of a match counted per group and status, groups in the order of lists. */
export function countProgress(
  match: Uint8Array,
  columns: readonly FacetColumn[],
  statuses: Uint8Array,
): CountedGroup[] {
  const ranks = columns.map((column) => column.ranks());
  const rowOf = new Map<number, number>();
  /** A student of each row, by whom the row is named. */
  const sample: number[] = [];
  let counts = new Uint32Array(1024 * STATUSES.length);
  let lastKey = -1;
  let row = -1;
  for (let n = 1; n < match.length; n++) {
    if (match[n] === 0) continue;
    // The places of the values, put together: groups by their keys are in the order of lists.
    let key = 0;
    for (let at = 0; at < columns.length; at++) {
      key = key * ranks[at]!.length + ranks[at]![columns[at]!.codes[n]!]!;
    }
    // Students of one class mostly came one after the other.
    if (key !== lastKey) {
      lastKey = key;
      row = rowOf.get(key) ?? -1;
      if (row === -1) {
        row = sample.push(n) - 1;
        rowOf.set(key, row);
        if (sample.length * STATUSES.length > counts.length) {
          const wider = new Uint32Array(counts.length * 2);
          wider.set(counts);
          counts = wider;
        }
      }
    }
    counts[row * STATUSES.length + statuses[n]!]!++;
  }
  const keys = Float64Array.from(rowOf.keys()).sort();
  return Array.from(keys, (key) => {
    const at = rowOf.get(key)!;
    const own = counts.subarray(at * STATUSES.length, (at + 1) * STATUSES.length);
    return {
      group: columns.map((column) => column.valueOf(sample[at]!)),
      total: own.reduce((sum, count) => sum + count, 0),
      statuses: namedCounts(own),
    };
  });
}

/** Counts by the place of the status in STATUSES, with the name of each that is not none. */
export function namedCounts(counts: Uint32Array): Partial<Record<Status, number>> {
  const found: Partial<Record<Status, number>> = {};
  for (let index = 0; index < STATUSES.length; index++) {
    if (counts[index]! > 0) found[STATUSES[index]!] = counts[index]!;
  }
  return found;
}
