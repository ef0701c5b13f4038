import { keyForm } from '../../../shared/domain/keyForm.ts';
import { KEY_FIELDS, type KeyField } from '../../../shared/domain/studentFields.ts';
import type { ReadDb, SqlValue } from '../database.ts';
import { COLUMN_OF } from './studentTable.ts';

/** A student as looking for them by a key finds them. */
export interface KnownStudent {
  n: number;
  id: string;
  name: string | null;
}

/**
 * The students (student.n) who have this key by any source. Exact but for the writing (width, case of X):
 * a key that is nearly equal is another key.
 */
export function studentsWithKey(db: ReadDb, field: KeyField, value: string): number[] {
  return knownWithKey(db, field, value).map(({ n }) => n);
}

/** The same with what tells one from another. `hasOthers`: whether any source gives anybody another such key. */
export function knownWithKey(db: ReadDb, field: KeyField, value: string, hasOthers = true): KnownStudent[] {
  const form = keyForm(value);
  const found = db.read(WITH_KEY[field]).rawAll(form).map(toStudent);
  if (!hasOthers) return found;
  for (const row of db.read(WITH_OTHER_KEY).rawAll(field, form)) {
    if (!found.some(({ n }) => n === row[0])) found.push(toStudent(row));
  }
  return found;
}

/** Fields of which some student has one key by one source and another by another. */
export function fieldsWithOtherKeys(db: ReadDb): ReadonlySet<KeyField> {
  const any = db.read('SELECT 1 FROM other_key WHERE field = ? LIMIT 1');
  return new Set(KEY_FIELDS.filter((field) => any.get(field) !== undefined));
}

function toStudent([n, id, name]: SqlValue[]): KnownStudent {
  return { n: n as number, id: id as string, name: name as string | null };
}

const WITH_KEY = {
  examNo: `SELECT n, id, name FROM student WHERE ${COLUMN_OF.examNo} = ?`,
  studentNo: `SELECT n, id, name FROM student WHERE ${COLUMN_OF.studentNo} = ?`,
  idNumber: `SELECT n, id, name FROM student WHERE ${COLUMN_OF.idNumber} = ?`,
} as const satisfies Record<KeyField, string>;
const WITH_OTHER_KEY = `SELECT s.n, s.id, s.name FROM other_key k JOIN student s ON s.n = k.student_n
  WHERE k.field = ? AND k.value = ?`;

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
