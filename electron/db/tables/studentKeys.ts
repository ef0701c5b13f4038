import { keyForm } from '../../../shared/domain/keyForm.ts';
import type { KeyField } from '../../../shared/domain/studentFields.ts';
import type { ReadDb } from '../database.ts';
import { COLUMN_OF } from './studentTable.ts';

/**
 * The students (student.n) who have this key by any source. Exact but for the writing (width, case of X):
 * a key that is nearly equal is another key.
 */
export function studentsWithKey(db: ReadDb, field: KeyField, value: string): number[] {
  const form = keyForm(value);
  const found: number[] = [];
  for (const [n] of db.read(`SELECT n FROM student WHERE ${COLUMN_OF[field]} = ?`).rawIterate(form)) {
    found.push(n as number);
  }
  for (const [n] of db
    .read('SELECT student_n FROM other_key WHERE field = ? AND value = ?')
    .rawIterate(field, form)) {
    if (!found.includes(n as number)) found.push(n as number);
  }
  return found;
}

/** How long the numbers are that begin with a zero; none: no number does. */
export function lengthsWithZero(db: ReadDb, field: 'studentNo' | 'examNo'): number[] {
  const column = COLUMN_OF[field];
  return db
    .read<{ length: number }>(
      `SELECT DISTINCT length(${column}) AS length FROM student WHERE ${column} >= '0' AND ${column} < '1'`,
    )
    .all()
    .map(({ length }) => length);
}

/** The students one of whose identity numbers, by any source, begins with these digits, each with that number. */
export function studentsWithIdPrefix(
  db: ReadDb,
  digits: string,
): { n: number; name: string | null; idNumber: string }[] {
  // ':' is the character after '9', and the number goes on with a digit or with nothing else in its way.
  const range = [digits, `${digits}:`];
  return db
    .read<{ n: number; name: string | null; idNumber: string }>(
      `SELECT n, name, id_number AS idNumber FROM student WHERE id_number >= ? AND id_number < ?
       UNION
       SELECT s.n, s.name, k.value FROM other_key k JOIN student s ON s.n = k.student_n
       WHERE k.field = 'idNumber' AND k.value >= ? AND k.value < ?`,
    )
    .all(...range, ...range);
}
