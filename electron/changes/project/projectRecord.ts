import { keyForm } from '../../../shared/domain/keyForm.ts';
import {
  KEY_FIELDS,
  namesStudents,
  type PartialStudentValues,
  type Source,
  STUDENT_FIELDS,
  type StudentField,
} from '../../../shared/domain/studentFields.ts';
import type { WordMeanings } from '../../../shared/domain/wordMeanings.ts';
import type { WriteDb } from '../../db/database.ts';
import {
  COLUMN_OF,
  FIELD_COLUMNS,
  recordsOf,
  SOURCE_BIT,
  type StoredStudent,
  studentById,
  wordsOf,
} from '../../db/tables/studentTable.ts';
import { type Change, ID_SEPARATOR, type Patch, type PatchValue } from '../change.ts';
import { type ChosenView, chooseView } from '../chooseView.ts';
import { refreshVerifications } from './projectEvent.ts';
import { whatElseSpeaks } from './removeUnspoken.ts';
import { receivedText } from './reviewStudents.ts';
import type { Words } from './Words.ts';

// One who comes back after having been joined to another has the number of before, and so the history.
const INSERT_STUDENT = `INSERT INTO student (n, id, sources, differing, as_received, ${FIELD_COLUMNS})
  VALUES (coalesce((SELECT n FROM student_alias WHERE id = ?), ?), ?, ?, ?, ?, ${STUDENT_FIELDS.map(() => '?').join(', ')})
  ON CONFLICT DO NOTHING`;
const FIELD_PLACE = Object.fromEntries(STUDENT_FIELDS.map((field, place) => [field, place])) as Record<
  StudentField,
  number
>;

/**
 * A change to what one source says of a student: the source's record, then the school's view that follows.
 * Returns the student's n.
 */
export function projectRecord(db: WriteDb, change: Change, { meanings }: Words): number {
  const [studentId, source] = change.entityId.split(ID_SEPARATOR) as [string, Source];
  if (change.kind === 'made' && namesStudents(source)) {
    // Nearly always a new student: trying costs less than looking first.
    const made = makeStudent(db, studentId, source, change, meanings);
    if (made !== null) return made;
  }
  const shown = studentById(db, studentId);
  if (shown === null) {
    // One who comes back after having been joined to another may come back with what staff say first.
    const made = change.kind === 'made' ? makeStudent(db, studentId, source, change, meanings) : null;
    if (made === null) throw new Error(`A record change names a student who is not there: ${studentId}`);
    return made;
  }
  const { n } = shown;
  const before = recordsOf(db, shown);
  const values =
    change.kind === 'made'
      ? said(change.values)
      : patched(before.find((record) => record.source === source)?.values, change.patch);
  const records = before.filter((record) => record.source !== source);
  if (Object.keys(values).length > 0) records.push({ source, values });
  const findsAnew = KEY_FIELDS.some(
    (field) => field in (change.kind === 'made' ? change.values : change.patch),
  );
  if (findsAnew) db.write('DELETE FROM other_key WHERE student_n = ?').run(n);
  if (records.length === 0 && whatElseSpeaks(db, n).length === 0) {
    if (before.length > 1) db.write('DELETE FROM source_record WHERE student_n = ?').run(n);
    db.write('DELETE FROM student WHERE n = ?').run(n);
    return n;
  }
  writeRecords(db, n, source, before, records);
  const view = chooseView(records, meanings);
  if (findsAnew) for (const record of records) addOtherKeys(db, n, view.values, record.values);
  const sources = records.reduce((bits, record) => bits | SOURCE_BIT[record.source], 0);
  updateStudent(db, shown, sources, view);
  const words = wordsOf(view);
  const wordsBefore = wordsOf(shown);
  if (STUDENT_FIELDS.some((field) => words[field] !== wordsBefore[field])) refreshVerifications(db, n, words);
  return n;
}

/** Of several records each is a row; a single one is the row of the student. Only what changed is written. */
function writeRecords(
  db: WriteDb,
  n: number,
  changed: Source,
  before: readonly { source: Source }[],
  records: readonly { source: Source; values: PartialStudentValues }[],
): void {
  if (before.length > 1 && records.length > 1) {
    if (before.some(({ source }) => source === changed)) {
      db.write('DELETE FROM source_record WHERE student_n = ? AND source = ?').run(n, changed);
    }
    const now = records.find(({ source }) => source === changed);
    if (now) writeRecord(db, n, changed, now.values);
    return;
  }
  if (before.length > 1) db.write('DELETE FROM source_record WHERE student_n = ?').run(n);
  if (records.length > 1) for (const record of records) writeRecord(db, n, record.source, record.values);
}

/** The new student's n, or null when there is a student with this id. */
function makeStudent(
  db: WriteDb,
  id: string,
  source: Source,
  { values, n: known = null }: Extract<Change, { kind: 'made' }>,
  meanings: WordMeanings,
): number | null {
  const { changes, lastInsertRowid } = insertStudent(db, { id, known }, SOURCE_BIT[source], values, meanings);
  if (changes === 0) return null;
  const n = Number(lastInsertRowid);
  addOtherKeys(db, n, values as PartialStudentValues, values as PartialStudentValues);
  return n;
}

function said(values: Record<string, PatchValue>): PartialStudentValues {
  const record: PartialStudentValues = {};
  for (const field of STUDENT_FIELDS) {
    const value = values[field] ?? null;
    if (value !== null) record[field] = String(value);
  }
  return record;
}

/** A student is found by every key that any source gives, in its normal form; the view's own are columns. */
function addOtherKeys(
  db: WriteDb,
  n: number,
  view: PartialStudentValues,
  record: PartialStudentValues,
): void {
  for (const field of KEY_FIELDS) {
    const value = record[field];
    if (value === null || value === undefined) continue;
    const form = keyForm(value);
    if (form === view[field]) continue;
    db.write('INSERT OR IGNORE INTO other_key (field, value, student_n) VALUES (?, ?, ?)').run(
      field,
      form,
      n,
    );
  }
}

/** A record keeps the fields that its source said; an emptied field is left out. */
function patched(before: PartialStudentValues | undefined, patch: Patch): PartialStudentValues {
  const values: PartialStudentValues = {};
  for (const field of STUDENT_FIELDS) {
    const change = patch[field];
    const value = change === undefined ? before?.[field] : change[1];
    if (value !== undefined && value !== null) values[field] = String(value);
  }
  return values;
}

function writeRecord(db: WriteDb, n: number, source: Source, values: PartialStudentValues): void {
  // One order of keys whatever the order of the edits, so that a replay gives the same bytes.
  const ordered: PartialStudentValues = {};
  for (const field of STUDENT_FIELDS) if (values[field] !== undefined) ordered[field] = values[field];
  db.write('INSERT INTO source_record (student_n, source, fields) VALUES (?, ?, ?)').run(
    n,
    source,
    JSON.stringify(ordered),
  );
}

/** `known`: Change.n. */
function insertStudent(
  db: WriteDb,
  { id, known }: { id: string; known: number | null },
  sources: number,
  values: Record<string, PatchValue>,
  meanings: WordMeanings,
) {
  const received: PartialStudentValues = {};
  const params: (string | number | null)[] = [id, known, id, sources, 0, null];
  for (const field of STUDENT_FIELDS) params.push(values[field] ?? null);
  for (const field of meanings.fields) {
    const word = values[field] ?? null;
    const meant = word === null ? null : meanings.of(field, word as string);
    if (meant === word) continue;
    received[field] = word as string;
    params[6 + FIELD_PLACE[field]] = meant;
  }
  params[5] = receivedText(received);
  return db.write(INSERT_STUDENT).run(...params);
}

/** Only columns that change: an index whose columns stay as they are is left alone. */
function updateStudent(
  db: WriteDb,
  before: StoredStudent,
  sources: number,
  { values, received, differing }: ChosenView,
): void {
  const columns: string[] = [];
  const params: (string | number | null)[] = [];
  const set = (column: string, from: string | number | null, to: string | number | null) => {
    if (from === to) return;
    columns.push(`${column} = ?`);
    params.push(to);
  };
  set('sources', before.sources, sources);
  set('differing', before.differing ? 1 : 0, differing ? 1 : 0);
  set('as_received', receivedText(before.received), receivedText(received));
  for (const field of STUDENT_FIELDS) set(COLUMN_OF[field], before.values[field], values[field]);
  if (columns.length === 0) return;
  db.write(`UPDATE student SET ${columns.join(', ')} WHERE n = ?`).run(...params, before.n);
}
