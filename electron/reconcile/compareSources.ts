import type { FileSource } from '../../shared/domain/studentFields.ts';
import type { ReadDb } from '../db/database.ts';
import { giveWay } from '../db/giveWay.ts';
import { countStudents } from '../db/tables/studentTable.ts';
import { wordMeanings } from '../db/tables/wordTable.ts';
import { Comparison, type ComparisonResult, type Scope, WHOLE_SCHOOL } from './Comparison.ts';
import { sourceStudents } from './sourceStudents.ts';

const PAGE = 2_000;

export interface Running {
  signal: AbortSignal | undefined;
  progress(done: number, total: number): void;
}

/**
 * Compares what two or three sources say of the whole school, or of the students of some colleges. Whoever writes must wait meanwhile: the pages are read
 * one after the other. Errors: CANCELLED.
 */
export async function compareSources(
  db: ReadDb,
  sources: readonly FileSource[],
  { signal, progress }: Running,
  scope: Scope = WHOLE_SCHOOL,
  colleges: readonly string[] | null = null,
): Promise<ComparisonResult> {
  const comparison = new Comparison(sources, scope, wordMeanings(db));
  const total = countStudents(db, colleges);
  let after = 0;
  for (let done = 0; ; ) {
    await giveWay(signal);
    const students = sourceStudents(db, after, PAGE, colleges);
    for (const student of students) comparison.add(student);
    done += students.length;
    progress(done, total);
    if (students.length < PAGE) return comparison.end();
    after = students.at(-1)!.n;
  }
}
