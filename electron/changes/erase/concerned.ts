import type { ReadDb } from '../../db/database.ts';
import { splitId } from '../change.ts';

/** What of a store is about the students who are to be erased, by the names under which the log knows it. */
export interface Concerned {
  /** Numbers of students (student.n), those who were joined to them among these. */
  numbers: ReadonlySet<number>;
  /** Their ids. */
  ids: ReadonlySet<string>;
  events: ReadonlySet<string>;
  cases: ReadonlySet<string>;
  questions: ReadonlySet<string>;
  /** Ids of steps of their cases, also of cases that were taken back. */
  steps: ReadonlySet<string>;
  /** Ids of what was said to them by telephone and the like. */
  said: ReadonlySet<string>;
  /** Ids of conflicts about any of these rows. */
  conflicts: ReadonlySet<string>;
  /** Ids of mails, and addresses, in small letters. */
  mails: ReadonlySet<string>;
  addresses: ReadonlySet<string>;
  /** Hashes of photos, signatures and proofs, those of the past among them. */
  blobs: ReadonlySet<string>;
}

/** Looks up what is about these students. Reads the parts of the log and of the tables that name them. */
export function concernedBy(db: ReadDb, chosen: Iterable<number>): Concerned {
  const numbers = new Set(chosen);
  const ids = new Set<string>();
  const addresses = new Set<string>();
  const about = db.read<{ id: string; email: string | null }>('SELECT id, email FROM student WHERE n = ?');
  const joined = db.read<{ id: string; n: number | null }>(
    'SELECT id, n FROM student_alias WHERE into_id = ?',
  );
  for (const n of [...numbers]) {
    const student = about.get(n);
    if (student === undefined) continue;
    if (student.email !== null) addresses.add(student.email.toLowerCase());
    const own = new Set([student.id]);
    // Who was joined to them, and to those again.
    for (const id of own) {
      ids.add(id);
      for (const alias of joined.all(id)) {
        own.add(alias.id);
        if (alias.n !== null) numbers.add(alias.n);
      }
    }
  }
  const each = <T>(sql: string, take: (row: T) => void) => {
    const statement = db.read<T>(sql);
    for (const n of numbers) for (const row of statement.all(n)) take(row);
  };
  const events = new Set<string>();
  each<{ id: string }>('SELECT id FROM event WHERE student_n = ?', ({ id }) => events.add(id));
  const cases = new Set<string>();
  each<{ id: string }>('SELECT id FROM case_file WHERE student_n = ?', ({ id }) => cases.add(id));
  const said = new Set<string>();
  each<{ id: string }>('SELECT id FROM chase_contact WHERE student_n = ?', ({ id }) => said.add(id));
  const steps = new Set<string>();
  const ofCase = db.read<{ id: string }>('SELECT id FROM case_entry WHERE case_id = ?');
  for (const id of cases) for (const step of ofCase.all(id)) steps.add(step.id);
  each<{ id: string }>(STEPS_OF_NO_CASE, ({ id }) => steps.add(id));
  const blobs = new Set<string>();
  each<{ patch: string }>('SELECT patch FROM change WHERE student_n = ?', ({ patch }) => {
    for (const [hash] of patch.matchAll(HASH)) blobs.add(hash);
  });
  const signature = db.read<{ signature: string | null }>(
    'SELECT signature FROM counter_visit WHERE event = ?',
  );
  for (const id of events) {
    const found = signature.get(id)?.signature;
    if (found) blobs.add(found);
  }
  const questions = new Set<string>();
  for (const { id, student } of db
    .read<{ id: string; student: string }>('SELECT id, student FROM sheet_question WHERE student IS NOT NULL')
    .iterate())
    if (ids.has(student)) questions.add(id);
  const conflicts = new Set<string>();
  for (const { id, row, mine } of db
    .read<{ id: string; row: string; mine: string }>('SELECT id, entity_id AS row, mine FROM conflict')
    .iterate()) {
    if (![splitId(row)[0], row].some((key) => [ids, events, cases, steps, said].some((set) => set.has(key))))
      continue;
    conflicts.add(id);
    // A photo that was disputed came here for that alone: no other entry names it.
    for (const [hash] of mine.matchAll(HASH)) blobs.add(hash);
  }
  return {
    ...{ numbers, ids, events, cases, questions, steps, said, conflicts, blobs, addresses },
    mails: mailsAbout(db, ids),
  };
}

/** Steps outlive a case that was taken back; whose it was is said by the log alone. */
const STEPS_OF_NO_CASE = `
  SELECT DISTINCT entity_id AS id FROM change WHERE student_n = ? AND entity = 'caseEntry' AND NOT EXISTS (
    SELECT 1 FROM case_entry JOIN case_file ON case_file.id = case_id WHERE case_entry.id = entity_id)`;

/** The hashes in a change's text: whichever field they stand in. */
const HASH = /[0-9a-f]{64}/g;

/** Mails of which one of these is the subject, or one of several. */
export function mailsAbout(db: ReadDb, ids: ReadonlySet<string>): Set<string> {
  const mails = new Set<string>();
  for (const { id, students } of db
    .read<{ id: string; students: string }>('SELECT id, students FROM mail')
    .iterate())
    if ((JSON.parse(students) as string[]).some((student) => ids.has(student))) mails.add(id);
  return mails;
}
