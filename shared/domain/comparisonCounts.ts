import type { ComparedRegion as Region } from '../contract/reconcile.ts';
import type { FileSource } from './studentFields.ts';

export interface ComparisonCounts {
  /** Per source: of how many students it speaks. */
  sources: Partial<Record<FileSource, number>>;
  /** Everybody of whom any source speaks. */
  students: number;
  /** Of whom all speak. */
  inAll: number;
  /** Of whom only one speaks, by source. */
  only: Partial<Record<FileSource, number>>;
  /** Of whom some, but not all, of more than two sources speak. */
  inSome: number;
  /** Of whom not all speak, for a reason that is known: they did not enrol. */
  explained: number;
  differing: number;
  formal: number;
}

/** The counts that must add up, each from the regions alone: students = inAll + inSome + every `only`. */
export function countsOf(sources: readonly FileSource[], regions: readonly Region[]): ComparisonCounts {
  const counts: ComparisonCounts = {
    sources: {},
    students: 0,
    inAll: 0,
    only: {},
    inSome: 0,
    explained: 0,
    differing: 0,
    formal: 0,
  };
  for (const source of sources) {
    counts.sources[source] = 0;
    counts.only[source] = 0;
  }
  for (const region of regions) {
    counts.students += region.students;
    counts.explained += region.explained;
    counts.differing += region.differing;
    counts.formal += region.formal;
    for (const source of region.sources) counts.sources[source]! += region.students;
    if (region.sources.length === sources.length) counts.inAll += region.students;
    else if (region.sources.length === 1) counts.only[region.sources[0]!]! += region.students;
    else counts.inSome += region.students;
  }
  return counts;
}

/** Students of whom more than one source speaks, all saying the same. */
export function sameIn(regions: readonly Region[]): number {
  return regions.reduce(
    (sum, { sources, students, differing, formal }) =>
      sources.length > 1 ? sum + students - differing - formal : sum,
    0,
  );
}
