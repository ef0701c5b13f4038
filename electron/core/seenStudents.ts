import { studentQuery } from '../../shared/contract/students.ts';
import { numbersOfRuns } from '../db/tables/studentRuns.ts';
import { isScoped } from './scoped.ts';
import type { Services } from './services.ts';

export interface SeenStudents {
  /** Ascending; null: all. */
  ns: Uint32Array | null;
  /** Whether the asker may know of a student, by n. */
  isSeen(n: number): boolean;
  /** Whether a roster, as it keeps the numbers of its students, names anybody of whom the asker may know. */
  names(runs: string): boolean;
}

/** Of which students, by n, the asker may know. */
export async function seenStudents({ index }: Pick<Services, 'index'>): Promise<SeenStudents> {
  if (!isScoped()) return { ns: null, isSeen: () => true, names: () => true };
  const ns = (await index.find(studentQuery.parse({}))).ns.toSorted();
  const seen = new Set(ns);
  const isSeen = (n: number) => seen.has(n);
  return { ns, isSeen, names: (runs) => numbersOfRuns(runs).some(isSeen) };
}
