import type { ScopedKind } from '../../shared/contract/access.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { isInScope, type Scope } from '../../shared/domain/roles.ts';
import type { ReadDb } from '../db/database.ts';
import { presentId } from '../db/tables/studentAliases.ts';

/** The college that decides who may know of a thing; undefined: there is no such thing. */
type CollegeOf = (db: ReadDb, id: string) => string | null | undefined;

const one =
  (sql: string): CollegeOf =>
  (db, id) =>
    db.read<{ college: string | null }>(sql).get(id)?.college;

const COLLEGE_OF: Record<ScopedKind, CollegeOf> = {
  student: (db, id) => one('SELECT college_name AS college FROM student WHERE id = ?')(db, presentId(db, id)),
  case: one(
    `SELECT s.college_name AS college
     FROM (SELECT ? AS asked) JOIN case_file c ON c.id = asked OR c.number = upper(trim(asked))
       JOIN student s ON s.n = c.student_n`,
  ),
  sheet: one('SELECT college_name AS college FROM sheet WHERE number = ?'),
  question: one(
    `SELECT s.college_name AS college FROM sheet_question q JOIN sheet s ON s.number = q.number WHERE q.id = ?`,
  ),
  visit: one(
    'SELECT s.college_name AS college FROM event e JOIN student s ON s.n = e.student_n WHERE e.id = ?',
  ),
};

/** What each kind is called where it is not found. */
const WHAT: Record<ScopedKind, string> = {
  student: 'student',
  case: 'case',
  sheet: 'sheet',
  question: 'sheet',
  visit: 'visit',
};

/**
 * Errors: NOT_FOUND when one of `ids` is of a college outside of the scope, just as when there is no such id: whoever
 * may not see it does not learn that it is there.
 */
export function requireScoped(db: ReadDb, scope: Scope, kind: ScopedKind, ids: readonly unknown[]): void {
  if (scope.kind === 'all') return;
  for (const id of new Set(ids)) {
    const college = typeof id === 'string' ? COLLEGE_OF[kind](db, id) : undefined;
    if (!isInScope(scope, college ?? null)) throw new AppError('NOT_FOUND', { what: WHAT[kind] });
  }
}
