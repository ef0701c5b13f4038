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
