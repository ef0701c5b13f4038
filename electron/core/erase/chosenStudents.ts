import type { Erasing } from '../../../shared/contract/privacy.ts';
import { type StudentQuery, studentQuery } from '../../../shared/contract/students.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { KEY_FIELDS } from '../../../shared/domain/studentFields.ts';
import { presentId } from '../../db/tables/studentAliases.ts';
import { studentsWithKey } from '../../db/tables/studentKeys.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';
import { selectStudents } from '../selectStudents.ts';
import type { Services } from '../services.ts';

/**
 * Whom a selection means (student.n), and the numbers of its list that mean nobody, or several: none of them is guessed.
 * Errors: NOT_FOUND (an id).
 */
export async function chosenStudents(
  services: Pick<Services, 'db' | 'index'>,
  { students, numbers, query, graduatedBefore }: Erasing,
): Promise<{ chosen: Set<number>; unknown: string[] }> {
  const { db } = services;
  const chosen = new Set<number>();
  for (const named of students) {
    const n = studentNumberOf(db, presentId(db, named));
    if (n === null) throw new AppError('NOT_FOUND', { what: 'student' });
    chosen.add(n);
  }
  const unknown: string[] = [];
  for (const text of numbers) {
    const found = new Set(KEY_FIELDS.flatMap((field) => studentsWithKey(db, field, text)));
    const [only] = found;
    if (found.size === 1 && only !== undefined) chosen.add(only);
    else unknown.push(text);
  }
  if (query !== null && saysSomething(studentQuery.parse(query)))
    for (const n of await selectStudents(services, { query })) chosen.add(n);
  if (graduatedBefore !== null) {
    const graduated = db.read<{ n: number }>('SELECT n FROM student WHERE expected_graduation_date < ?');
    for (const { n } of graduated.iterate(graduatedBefore)) chosen.add(n);
  }
  return { chosen, unknown };
}

/** A query without a word is everybody, which nobody means who chose nothing yet. */
function saysSomething({ campaign, search, filter }: StudentQuery): boolean {
  const { fields, statuses, sources, photo, differing, overdue } = filter;
  return (
    campaign !== null ||
    search.trim() !== '' ||
    Object.keys(fields).length + statuses.length + sources.length > 0 ||
    photo !== 'any' ||
    differing ||
    overdue
  );
}
