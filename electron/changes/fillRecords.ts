import { KEY_FIELDS, type Source, STUDENT_FIELDS } from '../../shared/domain/studentFields.ts';
import type { WordMeanings } from '../../shared/domain/wordMeanings.ts';
import type { WriteDb } from '../db/database.ts';
import { FIELD_COLUMNS, SOURCE_BIT } from '../db/tables/studentTable.ts';
import { type PatchValue, splitId } from './change.ts';
import { logMutation, type MutationEntry } from './writeEffects.ts';

/** A record: `id` as changes name it, `fields`: JSON of what it says. */
interface SentRow {
  id: string;
  fields: string;
}

/**
 * Of a record as it stands in a slice of an image: its student, and the bit of its source; null where the row is to be
 * projected one by one, because the student has several records or one of their words means another.
 */
export function quickly(
  rows: readonly SentRow[],
  at: number,
  meanings: WordMeanings,
): { student: string; bit: number } | null {
  const [student, source] = splitId(rows[at]!.id);
  const bit = SOURCE_BIT[source as Source] as number | undefined;
  if (bit === undefined) return null;
  const isOfAnother = (row: SentRow | undefined) => row === undefined || splitId(row.id)[0] !== student;
  if (!isOfAnother(rows[at - 1]) || !isOfAnother(rows[at + 1])) return null;
  if (!isPlain(rows[at]!.fields)) return null;
  if (!meanings.isEmpty && saysOtherwise(rows[at]!, meanings)) return null;
  return { student, bit };
}

function saysOtherwise({ fields }: SentRow, meanings: WordMeanings): boolean {
  const values = JSON.parse(fields) as Record<string, PatchValue>;
  return meanings.fields.some((field) => {
    const word = values[field];
    return typeof word === 'string' && meanings.of(field, word) !== word;
  });
}

/** Keys in a JSON text, and those of which the form for comparison (keyForm) is not surely the value itself. */
const KEYS = `"(?:${KEY_FIELDS.join('|')})":`;
const KEY_OF_ITS_OWN_FORM = new RegExp(`${KEYS}(?!"[0-9A-Z]*")`);

/** Looked at as text: reading a million of them as JSON takes longer than writing them. What is not surely plain is not. */
function isPlain(fields: string): boolean {
  return !fields.includes(':null') && !fields.includes(':""') && !KEY_OF_ITS_OWN_FORM.test(fields);
}

const QUICK = `UPDATE temp.image_slice SET way = 'quick' WHERE way = 'new' AND bit IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM student WHERE id = image_slice.student)
  AND NOT EXISTS (SELECT 1 FROM student_alias WHERE id = image_slice.student)`;
const STUDENTS = `INSERT INTO student (id, sources, differing, ${FIELD_COLUMNS})
  SELECT student, bit, 0, ${STUDENT_FIELDS.map((field) => `fields ->> '$.${field}'`).join(', ')}
  FROM temp.image_slice WHERE way = 'quick' ORDER BY n`;
const ENTRIES = `INSERT INTO change (mutation, entity, entity_id, student_n, kind, patch)
  SELECT ?, entity, entity_id, student.n, 'made', fields
  FROM temp.image_slice CROSS JOIN student ON student.id = image_slice.student WHERE way = 'quick' ORDER BY image_slice.n`;

/**
 * Records of students who are not here yet, of a slice of an image (`temp.image_slice`), all at once: the student’s row is
 * what the one source says (projectRecord), and the log’s entry is the record as it came. Those that it takes are marked
 * `quick`; whatever is not so simple is left.
 */
export function fillRecords(db: WriteDb, entry: MutationEntry): void {
  if (db.write(QUICK).run().changes === 0) return;
  db.write(STUDENTS).run();
  db.write(ENTRIES).run(logMutation(db, entry));
}
