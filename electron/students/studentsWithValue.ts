import type { StudentField } from '../../shared/domain/studentFields.ts';
import type { ReadDb } from '../db/database.ts';
import { COLUMN_OF } from '../db/tables/studentTable.ts';

/** Students (by n) of whom a field has one of these values, '' for none; of those in `among` only. For fields that the image does not hold. */
export function studentsWithValue(
  db: ReadDb,
  field: StudentField,
  values: readonly string[],
  among: ReadonlySet<number> | null,
): Set<number> {
  const column = COLUMN_OF[field];
  const found = new Set<number>();
  for (const value of values) {
    const rows =
      value === ''
        ? db.read(`SELECT n FROM student WHERE ${column} IS NULL`).rawIterate()
        : db.read(`SELECT n FROM student WHERE ${column} = ?`).rawIterate(value);
    for (const [n] of rows) if (!among || among.has(n as number)) found.add(n as number);
  }
  return found;
}
