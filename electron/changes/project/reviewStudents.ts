import { type PartialStudentValues, SOURCES, STUDENT_FIELDS } from '../../../shared/domain/studentFields.ts';
import { wordKey } from '../../../shared/domain/wordKey.ts';
import type { WordField, WordMeanings } from '../../../shared/domain/wordMeanings.ts';
import type { WriteDb } from '../../db/database.ts';
import { COLUMN_OF, receivedWords, SOURCE_BIT, sourceRecords } from '../../db/tables/studentTable.ts';
import { chooseView } from '../chooseView.ts';

const SINGLE_SOURCE = `sources IN (${SOURCES.map((source) => SOURCE_BIT[source]).join(', ')})`;

/** Rows that are shown anew between two steps. */
const ROWS_OF_A_STEP = 500;
/** Rows that are looked at between two steps. */
const LOOKED_OF_A_STEP = 20_000;

/** How far a change is; null: that is not known yet. */
export interface Step {
  done: number;
  total: number | null;
}

/** Students are being looked for. */
const LOOKING: Step = { done: 0, total: null };

/**
 * Shows what these words (by field, in their key form) mean now in the rows of all students of whom a source says
 * them, step by step: whoever runs it may give way between two steps. Verifications stay as they are: they are of the
 * words, not of what the school takes them to mean.
 */
export function* reviewStudents(
  db: WriteDb,
  changed: ReadonlyMap<WordField, ReadonlySet<string>>,
  meanings: WordMeanings,
): Generator<Step, void, undefined> {
  const found: { count: number; show: Iterable<void> }[] = [];
  for (const [field, words] of changed) {
    yield LOOKING;
    const isChanged = keptAnswers((text) => words.has(wordKey(text)));
    const singles = yield* findSingles(db, field, isChanged);
    const many = yield* findMany(db, field, isChanged);
    found.push({ count: singles.length, show: showSingles(db, field, singles, meanings, changed.size > 1) });
    found.push({ count: many.size, show: showMany(db, field, many, meanings) });
  }
  const total = found.reduce((sum, { count }) => sum + count, 0);
  let done = 0;
  for (const { show } of found) {
    for (const _ of show) {
      done++;
      if (done % ROWS_OF_A_STEP === 0) yield { done, total };
    }
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

type Single = [n: number, word: string, received: string | null];

/** Students of whom one source speaks: its record is the row itself, so that only this field of it changes. */
function* findSingles(
  db: WriteDb,
  field: WordField,
  isChanged: (word: string) => boolean,
): Generator<Step, Single[], undefined> {
  let looked = 0;
  const column = COLUMN_OF[field];
  const found: Single[] = [];
  const rows = db
    .read(`SELECT n, ${column}, as_received FROM student WHERE ${column} IS NOT NULL AND ${SINGLE_SOURCE}`)
    .rawIterate();
  for (const [n, shown, text] of rows) {
    if (++looked % LOOKED_OF_A_STEP === 0) yield LOOKING;
    const received = text as string | null;
    const word = (received === null ? null : receivedWords(received)[field]) ?? (shown as string);
    if (isChanged(word)) found.push([n as number, word, received]);
  }
  return found;
}

function* showSingles(
  db: WriteDb,
  field: WordField,
  found: readonly Single[],
  meanings: WordMeanings,
  isOneOfSeveral: boolean,
): Generator<void, void, undefined> {
  const receivedNow = db.read<{ as_received: string | null }>('SELECT as_received FROM student WHERE n = ?');
  const update = db.write(`UPDATE student SET ${COLUMN_OF[field]} = ?, as_received = ? WHERE n = ?`);
  for (const [n, word, text] of found) {
    // Another word of the row may have been shown anew since it was found.
    const kept = isOneOfSeveral ? receivedNow.get(n)!.as_received : text;
    const { [field]: _, ...others } = receivedWords(kept);
    const meant = meanings.of(field, word);
    update.run(meant, receivedText(meant === word ? others : { ...others, [field]: word }), n);
    yield;
  }
}

function* findMany(
  db: WriteDb,
  field: WordField,
  isChanged: (word: string) => boolean,
): Generator<Step, Set<number>, undefined> {
  let looked = 0;
  const found = new Set<number>();
  const path = `$.${field}`;
  for (const [n, word] of db
    .read('SELECT student_n, json_extract(fields, ?) FROM source_record')
    .rawIterate(path)) {
    if (++looked % LOOKED_OF_A_STEP === 0) yield LOOKING;
    if (word !== null && isChanged(word as string)) found.add(n as number);
  }
  return found;
}

function* showMany(
  db: WriteDb,
  field: WordField,
  found: ReadonlySet<number>,
  meanings: WordMeanings,
): Generator<void, void, undefined> {
  const update = db.write(
    `UPDATE student SET ${COLUMN_OF[field]} = ?, as_received = ?, differing = ? WHERE n = ?`,
  );
  for (const n of found) {
    const view = chooseView(sourceRecords(db, n), meanings);
    update.run(view.values[field], receivedText(view.received), view.differing ? 1 : 0, n);
    yield;
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
