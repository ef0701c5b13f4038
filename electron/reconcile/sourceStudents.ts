import {
  FILE_SOURCES,
  type FileSource,
  type PartialStudentValues,
  type Source,
  STUDENT_FIELDS,
} from '../../shared/domain/studentFields.ts';
import type { ReadDb, SqlValue } from '../db/database.ts';
import { ofColleges } from '../db/ofColleges.ts';
import { FIELD_COLUMNS, receivedWords, SOURCE_BIT } from '../db/tables/studentTable.ts';

/** A student with what each file source says of them. */
export interface SourceStudent {
  id: string;
  n: number;
  name: string | null;
  records: Partial<Record<FileSource, PartialStudentValues>>;
  /** What staff say, where they say anything. */
  staff?: PartialStudentValues;
}

const STUDENTS = `SELECT n, id, sources, as_received, ${FIELD_COLUMNS} FROM student WHERE n > ?`;
const RECORDS = `SELECT student_n, source, fields FROM source_record
  WHERE student_n > ? AND student_n <= ? ORDER BY student_n`;
const FIRST_FIELD = 4;
const NAME = FIRST_FIELD + STUDENT_FIELDS.indexOf('name');

/**
 * The next students by their number, of all or of some colleges, with their sources' records: two questions to the
 * store, not one per student.
 */
export function sourceStudents(
  db: ReadDb,
  after: number,
  limit: number,
  colleges: readonly string[] | null = null,
): SourceStudent[] {
  const { sql, values: named } = ofColleges('college_name', colleges);
  const students: SourceStudent[] = [];
  const byNumber = new Map<number, SourceStudent>();
  for (const row of db.read(`${STUDENTS} AND ${sql} ORDER BY n LIMIT ?`).rawIterate(after, ...named, limit)) {
    const student: SourceStudent = {
      n: row[0] as number,
      id: row[1] as string,
      name: row[NAME] as string | null,
      records: {},
    };
    const only = FILE_SOURCES.find((source) => SOURCE_BIT[source] === row[2]);
    // What a single source says is the row itself; of several there are records.
    if (only) student.records[only] = valuesOf(row);
    else byNumber.set(student.n, student);
    students.push(student);
  }
  const last = students.at(-1);
  if (!last || byNumber.size === 0) return students;
  for (const [n, source, fields] of db.read(RECORDS).rawIterate(after, last.n)) {
    const student = byNumber.get(n as number);
    if (!student) continue;
    const values = JSON.parse(fields as string) as PartialStudentValues;
    if ((source as Source) === 'staff') student.staff = values;
    else student.records[source as FileSource] = values;
  }
  return students;
}

function valuesOf(row: SqlValue[]): PartialStudentValues {
  const values: PartialStudentValues = {};
  for (const [index, field] of STUDENT_FIELDS.entries()) {
    const value = row[FIRST_FIELD + index] as string | null;
    if (value !== null) values[field] = value;
  }
  // The source's own words, not what they mean.
  return row[3] === null ? values : Object.assign(values, receivedWords(row[3] as string));
}
