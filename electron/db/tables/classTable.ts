import type { SchoolClass } from '../../../shared/domain/className.ts';
import type { ReadDb } from '../database.ts';

/** The classes of the school, as its students have them, in the order of college and class. */
export function schoolClasses(db: ReadDb): (SchoolClass & { students: number })[] {
  return db
    .read<SchoolClass & { students: number }>(
      `SELECT college_name AS collegeName, class_name AS className, count(*) AS students FROM student
       WHERE class_name IS NOT NULL GROUP BY college_name, class_name ORDER BY college_name, class_name`,
    )
    .all();
}

/** The students of a class of whom something else is held of who looks after them, with what a contact list says now. */
export function studentsToTell(
  db: ReadDb,
  { collegeName, className }: SchoolClass,
  counsellor: string | null,
): { student: string; values: { counsellor: string | null } }[] {
  return db
    .read<{ student: string }>(
      `SELECT id AS student FROM student
       WHERE class_name = ? AND college_name IS ? AND counsellor IS NOT ?`,
    )
    .all(className, collegeName, counsellor)
    .map(({ student }) => ({ student, values: { counsellor } }));
}
