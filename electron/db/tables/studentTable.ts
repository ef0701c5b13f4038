import {
  type PartialStudentValues,
  SOURCES,
  type Source,
  STUDENT_FIELDS,
  type StudentField,
  type StudentValues,
} from '../../../shared/domain/studentFields.ts';
import type { ReadDb, SqlValue } from '../database.ts';
import { ofColleges } from '../ofColleges.ts';

/** Column of a field: `idNumber` → `id_number`. */
export const COLUMN_OF = Object.fromEntries(
  STUDENT_FIELDS.map((field) => [field, field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]),
) as Record<StudentField, string>;

/** The fields' columns, in the order of STUDENT_FIELDS, for a SELECT or an INSERT. */
export const FIELD_COLUMNS = STUDENT_FIELDS.map((field) => COLUMN_OF[field]).join(', ');

/** A bit per source in `student.sources`. */
export const SOURCE_BIT: Record<Source, number> = { chsi: 1, sis: 2, admission: 4, staff: 8, contacts: 16 };

export interface StoredStudent {
  n: number;
  id: string;
  values: StudentValues;
  sources: number;
  differing: boolean;
  /** Where `values` has what a word means: the word as the source in use has it. Empty for most. */
  received: PartialStudentValues;
}

/** What one source says of a student, kept whole. */
export interface SourceRecord {
  source: Source;
  values: PartialStudentValues;
}

const SELECT = `SELECT n, id, sources, differing, as_received, ${FIELD_COLUMNS} FROM student`;
const FIRST_FIELD = 5;
const NONE: PartialStudentValues = Object.freeze({});

function toStudent(row: SqlValue[]): StoredStudent {
  const values = {} as StudentValues;
  for (let index = 0; index < STUDENT_FIELDS.length; index++) {
    values[STUDENT_FIELDS[index]!] = row[FIRST_FIELD + index] as string | null;
  }
  return {
    n: row[0] as number,
    id: row[1] as string,
    sources: row[2] as number,
    differing: row[3] === 1,
    received: receivedWords(row[4] as string | null),
    values,
  };
}

/** `student.as_received` read: the words of those fields in which the row shows what they mean. */
export function receivedWords(text: string | null): PartialStudentValues {
  return text === null ? NONE : (JSON.parse(text) as PartialStudentValues);
}

/** The student in the words of the sources, whatever these mean: what a verification is of. */
export function wordsOf({ values, received }: Pick<StoredStudent, 'values' | 'received'>): StudentValues {
  return { ...values, ...received };
}

export function* iterateStudents(db: ReadDb): Generator<StoredStudent> {
  for (const row of db.read(`${SELECT} ORDER BY n`).rawIterate()) yield toStudent(row);
}

/** In the order asked for; students that are not there are left out. */
export function studentsByN(db: ReadDb, ns: readonly number[]): StoredStudent[] {
  const statement = db.read(`${SELECT} WHERE n = ?`);
  const found: StoredStudent[] = [];
  for (const n of ns) for (const row of statement.rawAll(n)) found.push(toStudent(row));
  return found;
}

export function studentById(db: ReadDb, id: string): StoredStudent | null {
  const [row] = db.read(`${SELECT} WHERE id = ?`).rawAll(id);
  return row ? toStudent(row) : null;
}

export function studentNumberOf(db: ReadDb, id: string): number | null {
  return db.read<{ n: number }>('SELECT n FROM student WHERE id = ?').get(id)?.n ?? null;
}

/** Of all, or of some colleges. */
export function countStudents(db: ReadDb, colleges: readonly string[] | null = null): number {
  const { sql, values } = ofColleges('college_name', colleges);
  return db.read<{ count: number }>(`SELECT count(*) AS count FROM student WHERE ${sql}`).get(...values)!
    .count;
}

/** What one source says of a student; null: nothing. */
export function sourceRecord(db: ReadDb, studentN: number, source: Source): PartialStudentValues | null {
  const row = db
    .read<{ fields: string }>('SELECT fields FROM source_record WHERE student_n = ? AND source = ?')
    .get(studentN, source);
  if (row) return JSON.parse(row.fields) as PartialStudentValues;
  const student = db.read<{ sources: number }>('SELECT sources FROM student WHERE n = ?').get(studentN);
  return student?.sources === SOURCE_BIT[source] ? (onlyRecord(db, studentN)?.values ?? null) : null;
}

/** `sourceRecord` for very many students of a store that stays as it is meanwhile. */
export function sourceRecordReader(
  db: ReadDb,
  source: Source,
): (studentN: number) => PartialStudentValues | null {
  const hasRecords =
    db.read('SELECT 1 FROM source_record WHERE source = ? LIMIT 1').get(source) !== undefined;
  if (hasRecords) return (n) => sourceRecord(db, n, source);
  // Whoever has several sources has a record of each: then this source is nobody's, or somebody's only one.
  return (n) => {
    const only = onlyRecord(db, n);
    return only?.source === source ? only.values : null;
  };
}

/** The record of a student of whom a single source speaks: it is the row of the student, in the source's words. */
function onlyRecord(db: ReadDb, studentN: number): SourceRecord | null {
  const [student] = studentsByN(db, [studentN]);
  return student ? recordOfRow(student) : null;
}

function recordOfRow(student: StoredStudent): SourceRecord | null {
  const source = SOURCES.find((one) => SOURCE_BIT[one] === student.sources);
  if (!source) return null;
  const values: PartialStudentValues = {};
  for (const field of STUDENT_FIELDS) {
    const value = student.received[field] ?? student.values[field];
    if (value !== null) values[field] = value;
  }
  return { source, values };
}

/** What each source says of a student. */
export function sourceRecords(db: ReadDb, studentN: number): SourceRecord[] {
  const [student] = studentsByN(db, [studentN]);
  return student ? recordsOf(db, student) : [];
}

/** The same of a student whose row is at hand: what a single source says need not be asked for. */
export function recordsOf(db: ReadDb, student: StoredStudent): SourceRecord[] {
  const only = recordOfRow(student);
  if (only) return [only];
  return db
    .read<{ source: Source; fields: string }>('SELECT source, fields FROM source_record WHERE student_n = ?')
    .all(student.n)
    .map(({ source, fields }) => ({ source, values: JSON.parse(fields) as PartialStudentValues }));
}
