import { type PartialStudentValues, SOURCES, STUDENT_FIELDS } from '../../../shared/domain/studentFields.ts';
import { wordKey } from '../../../shared/domain/wordKey.ts';
import type { WordField, WordMeanings } from '../../../shared/domain/wordMeanings.ts';
import type { WriteDb } from '../../db/database.ts';
import { COLUMN_OF, receivedWords, SOURCE_BIT, sourceRecords } from '../../db/tables/studentTable.ts';
import { chooseView } from '../chooseView.ts';

const SINGLE_SOURCE = `sources IN (${SOURCES.map((source) => SOURCE_BIT[source]).join(', ')})`;

/**
 * Shows what these words (by field, in their key form) mean now in the rows of all students of whom a source says
 * them. Verifications stay as they are: they are of the words, not of what the school takes them to mean.
 */
export function reviewStudents(
  db: WriteDb,
  changed: ReadonlyMap<WordField, ReadonlySet<string>>,
  meanings: WordMeanings,
): void {
  for (const [field, words] of changed) {
    const isChanged = keptAnswers((text) => words.has(wordKey(text)));
    reviewSingles(db, field, isChanged, meanings);
    reviewMany(db, field, isChanged, meanings);
  }
}

/** A column has few distinct words: each is judged once. */
function keptAnswers(judge: (text: string) => boolean): (text: string) => boolean {
  const answers = new Map<string, boolean>();
  return (text) => {
    let answer = answers.get(text);
    if (answer === undefined) {
      answer = judge(text);
      answers.set(text, answer);
    }
    return answer;
  };
}

/** Students of whom one source speaks: its record is the row itself, so that only this field of it changes. */
function reviewSingles(
  db: WriteDb,
  field: WordField,
  isChanged: (word: string) => boolean,
  meanings: WordMeanings,
): void {
  const column = COLUMN_OF[field];
  const found: [n: number, word: string, received: string | null][] = [];
  const rows = db
    .read(`SELECT n, ${column}, as_received FROM student WHERE ${column} IS NOT NULL AND ${SINGLE_SOURCE}`)
    .rawIterate();
  for (const [n, shown, text] of rows) {
    const received = text as string | null;
    const word = (received === null ? null : receivedWords(received)[field]) ?? (shown as string);
    if (isChanged(word)) found.push([n as number, word, received]);
  }
  const update = db.write(`UPDATE student SET ${column} = ?, as_received = ? WHERE n = ?`);
  for (const [n, word, text] of found) {
    const { [field]: _, ...others } = receivedWords(text);
    const meant = meanings.of(field, word);
    update.run(meant, receivedText(meant === word ? others : { ...others, [field]: word }), n);
  }
}

function reviewMany(
  db: WriteDb,
  field: WordField,
  isChanged: (word: string) => boolean,
  meanings: WordMeanings,
): void {
  const found = new Set<number>();
  const path = `$.${field}`;
  for (const [n, word] of db
    .read('SELECT student_n, json_extract(fields, ?) FROM source_record')
    .rawIterate(path)) {
    if (word !== null && isChanged(word as string)) found.add(n as number);
  }
  const update = db.write(
    `UPDATE student SET ${COLUMN_OF[field]} = ?, as_received = ?, differing = ? WHERE n = ?`,
  );
  for (const n of found) {
    const view = chooseView(sourceRecords(db, n), meanings);
    update.run(view.values[field], receivedText(view.received), view.differing ? 1 : 0, n);
  }
}

/** As `student.as_received` keeps it: one order of fields, whatever the order of the changes; null for none. */
export function receivedText(received: PartialStudentValues): string | null {
  const ordered: PartialStudentValues = {};
  let isEmpty = true;
  for (const field of STUDENT_FIELDS) {
    if (received[field] === undefined) continue;
    ordered[field] = received[field];
    isEmpty = false;
  }
  return isEmpty ? null : JSON.stringify(ordered);
}
