import type { WriteDb } from '../../db/database.ts';
import { blobHashes } from '../../db/tables/blobHashes.ts';
import { hashesForUndo } from '../../db/tables/hashesForUndo.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';
import { type Entity, splitId } from '../change.ts';
import { readRow } from '../readRow.ts';
import { blankedAlias, blankedText } from './blankedText.ts';
import { mailsAbout } from './concerned.ts';
import { forgetFiles } from './forgetFiles.ts';
import { NUMBERED, numberAnew } from './numberAnew.ts';

export interface Purged {
  rows: number;
  students: number;
  /** Entries of the log that say nothing any more. */
  entries: number;
  files: number;
}

interface Due {
  entity: Entity;
  id: string;
  n: number | null;
}
interface Entry {
  seq: number;
  mutation: number;
  entity: Entity;
  id: string;
  kind: string;
  patch: string;
}

/** Rows of a student of whom nothing is left if they are gone. */
const OWN: ReadonlySet<Entity> = new Set(['record', 'photo', 'review']);
/** Of whom a row is now, by number. */
const NUMBER_OF: Partial<Record<Entity, string>> = {
  event: 'SELECT student_n AS n FROM event WHERE id = ?',
  chaseContact: 'SELECT student_n AS n FROM chase_contact WHERE id = ?',
  case: 'SELECT student_n AS n FROM case_file WHERE id = ?',
  caseEntry:
    'SELECT student_n AS n FROM case_entry JOIN case_file ON case_file.id = case_id WHERE case_entry.id = ?',
};
const HASH = /[0-9a-f]{64}/g;
const BREATHE_EVERY = 200;
/** Rows of one transaction: others work between. */
const AT_ONCE = 5_000;

/**
 * Takes what was said of rows that left (`purge_row`) out of the log, whose entries stay and say nothing, as erasing does
 * (decision 0030), and with it all that was kept beside: so that a replay gives the tables that are left. A row on which
 * unsent work stands, or a student who is still here for another row’s sake, waits. Files that nobody names any more are
 * noted in `purge_file`. To be called in a transaction; yields how many rows are done.
 */
export function* purgeRows(db: WriteDb): Generator<number, Purged, undefined> {
  const blank = new Blank(db);
  const due = dueRows(db);
  const gone = new Set<number>();
  const isStudent = db.read('SELECT 1 FROM student WHERE n = ?');
  const waiting = unsent(db);
  const done = db.write('DELETE FROM purge_row WHERE entity = ? AND entity_id = ?');
  // Both images of what was once found to differ.
  const forget = db.write('DELETE FROM sync_incident WHERE entity = ? AND entity_id = ?');
  let rows = 0;
  for (const row of due) {
    const { entity, id, n } = row;
    if (n !== null && entity !== 'alias') {
      if (waiting.has(n)) continue;
      if (isStudent.get(n) === undefined) gone.add(n);
      // Unsent work keeps the student here, unless the hub does again.
      else if (!isHeld(db, n)) continue;
      // What was said of it once its case was gone was said of nobody: nothing else would find that again.
      if (entity === 'caseEntry' && readRow(db, entity, id) === null) blank.entryOfCase(id);
    } else if (readRow(db, entity, id) === null) blank.row(row);
    forgetWork(db, row);
    done.run(entity, id);
    forget.run(entity, id);
    if (++rows % BREATHE_EVERY === 0) yield rows;
  }
  // Who they were is told by what was blanked: mails, and lists that name them.
  for (const n of gone) {
    blank.student(n);
    yield rows;
  }
  for (const entity of blank.numbered) numberAnew(db, entity);
  forgetBeside(db, due);
  const files = unnamed(db, blank.hashes);
  forgetFiles(db, files);
  const note = db.write('INSERT OR IGNORE INTO purge_file (sha256) VALUES (?)');
  for (const hash of files) note.run(hash);
  return { rows, students: gone.size, entries: blank.entries, files: files.size };
}

/** Students of whom something was done here that is not sent yet: what it is stands in the log. */
function unsent(db: WriteDb): Set<number> {
  const students = db.read<{ n: number }>(
    `SELECT DISTINCT student_n AS n FROM outbox
     JOIN change ON seq >= first_seq AND seq < first_seq + entries
     WHERE state = 'pending' AND student_n IS NOT NULL`,
  );
  return new Set(students.all().map(({ n }) => n));
}

/** Whether the hub has given a record of the student. */
function isHeld(db: WriteDb, n: number): boolean {
  const record = db.read(
    `SELECT 1 FROM student JOIN sync_row ON entity = 'record' AND entity_id >= id || '/' AND entity_id < id || '0'
     WHERE n = ? LIMIT 1`,
  );
  return record.get(n) !== undefined;
}

function dueRows(db: WriteDb): Due[] {
  return db
    .read<Due>(
      `SELECT entity, entity_id AS id, student_n AS n FROM purge_row AS due
       WHERE NOT EXISTS (
         SELECT 1 FROM pending_row JOIN outbox USING (mid) WHERE outbox.state = 'pending'
           AND pending_row.entity = due.entity AND pending_row.entity_id = due.entity_id)
       LIMIT ?`,
    )
    .all(AT_ONCE);
}

/** Blanks entries of the log, and knows what else they lead to. */
class Blank {
  entries = 0;
  readonly hashes = new Set<string>();
  readonly numbered = new Set<keyof typeof NUMBERED>();
  readonly #db: WriteDb;

  constructor(db: WriteDb) {
    this.#db = db;
  }

  row({ entity, id, n }: Due): void {
    const entries = this.#db
      .read<Entry>(
        `SELECT seq, mutation, entity, entity_id AS id, kind, patch FROM change
         WHERE student_n IS ? AND entity = ? AND entity_id = ?`,
      )
      .all(n, entity, id);
    for (const entry of entries) this.#blank(entry, null);
    if (n !== null) this.row({ entity, id, n: null });
  }

  /** Whoever the case was of then: of another who is the same person, or of nobody once it was taken back. */
  entryOfCase(id: string): void {
    const entries = this.#db.read<Entry>(
      `SELECT seq, mutation, entity, entity_id AS id, kind, patch FROM change
       WHERE entity = 'caseEntry' AND entity_id = ?`,
    );
    for (const entry of entries.all(id)) this.#blank(entry, null);
  }

  /** All that was said of one who is gone, also of rows that went before. */
  student(n: number): void {
    const entries = this.#db
      .read<Entry>(
        'SELECT seq, mutation, entity, entity_id AS id, kind, patch FROM change WHERE student_n = ? ORDER BY seq',
      )
      .all(n);
    const first = entries[0]?.seq;
    for (const entry of entries) {
      if (entry.entity === 'alias') continue;
      if (!OWN.has(entry.entity) && this.#isOfAnother(entry)) continue;
      this.#blank(entry, entry.seq === first ? n : null);
    }
  }

  /**
   * It turned out to be of somebody else, who stays. A row that came back with its student was made anew, and what was said
   * of it before is as gone as the number that they had.
   */
  #isOfAnother({ entity, id }: Entry): boolean {
    if (readRow(this.#db, entity, id) === null) return false;
    const sql = NUMBER_OF[entity];
    if (sql === undefined) return true;
    const now = this.#db.read<{ n: number | null }>(sql).get(id)?.n ?? null;
    const made = this.#db.read(
      "SELECT 1 FROM change WHERE student_n = ? AND entity = ? AND entity_id = ? AND kind = 'made' LIMIT 1",
    );
    return made.get(now, entity, id) === undefined;
  }

  #blank(entry: Entry, n: number | null): void {
    const { seq, mutation, entity, id, patch } = entry;
    for (const [hash] of patch.matchAll(HASH)) this.hashes.add(hash);
    if (entity in NUMBERED) this.numbered.add(entity as keyof typeof NUMBERED);
    if (entity === 'alias')
      this.#db
        .write('UPDATE change SET student_n = NULL, patch = ? WHERE seq = ?')
        .run(blankedAlias(patch), seq);
    else
      this.#db
        .write(
          "UPDATE change SET entity = 'erased', entity_id = ?, student_n = NULL, kind = 'made', patch = ? WHERE seq = ?",
        )
        .run(String(seq), blankedText(entry, n), seq);
    this.#db.write("UPDATE mutation SET args = '{}' WHERE mid = ?").run(mutation);
    // What it was made of is gone: it is not sent again, also if the hub is put back to before it had it.
    this.#db
      .write(
        `DELETE FROM pending_row WHERE entity = ? AND entity_id = ?
         AND mid IN (SELECT mid FROM outbox WHERE first_seq <= ? AND first_seq + entries > ?)`,
      )
      .run(entity, id, seq, seq);
    this.entries += 1;
  }
}

/** What was done here with the row, and the hub has settled: it is not sent again. */
function forgetWork(db: WriteDb, { entity, id }: Due): void {
  for (const table of ['pending_row', 'base_row'])
    db.write(`DELETE FROM ${table} WHERE entity = ? AND entity_id = ?`).run(entity, id);
}

/** What the log does not lead to: mails about them, and what lists are answered from. */
function forgetBeside(db: WriteDb, due: readonly Due[]): void {
  const ids = new Set<string>();
  for (const { entity, id } of due)
    if (OWN.has(entity) && studentNumberOf(db, splitId(id)[0]) === null) ids.add(splitId(id)[0]);
  if (ids.size === 0) return;
  const remove = db.write('DELETE FROM mail WHERE id = ?');
  for (const id of mailsAbout(db, ids)) remove.run(id);
  db.write('DELETE FROM image_part').run();
}

function unnamed(db: WriteDb, hashes: ReadonlySet<string>): Set<string> {
  const gone = new Set(hashes);
  for (const hash of blobHashes(db)) gone.delete(hash);
  for (const hash of hashesForUndo(db, gone)) gone.delete(hash);
  return gone;
}
