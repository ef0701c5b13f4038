import type { ReadDb, WriteDb } from '../../db/database.ts';
import { blobHashes } from '../../db/tables/blobHashes.ts';
import { hashesForUndo } from '../../db/tables/hashesForUndo.ts';
import { presentId } from '../../db/tables/studentAliases.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';
import { type Entity, NAMED_AFTER_STUDENT, type Patch, splitId } from '../change.ts';
import { numberOfRow } from '../numberOfRow.ts';
import { readRow } from '../readRow.ts';
import { blankedAlias, blankedText, blankedValues } from './blankedText.ts';
import { mailsAbout } from './concerned.ts';
import { forgetFiles } from './forgetFiles.ts';
import { NUMBERED, numberAnew } from './numberAnew.ts';
import { SettledWork } from './SettledWork.ts';

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
  const work = new SettledWork(db);
  const due = dueRows(db);
  const gone = new Set<number>();
  const isStudent = db.read('SELECT 1 FROM student WHERE n = ?');
  const joined = db.read<{ id: string }>('SELECT id FROM student_alias WHERE n = ?');
  const isHere = (n: number) =>
    isStudent.get(n) !== undefined ||
    joined.all(n).some(({ id }) => studentNumberOf(db, presentId(db, id)) !== null);
  const waiting = unsent(db);
  const blank = new Blank(db, work, waiting);
  const done = db.write('DELETE FROM purge_row WHERE entity = ? AND entity_id = ?');
  // Both images of what was once found to differ.
  const forget = db.write('DELETE FROM sync_incident WHERE entity = ? AND entity_id = ?');
  const parted = partedFrom(db);
  const isDue = db.read("SELECT 1 FROM purge_row WHERE student_n = ? AND entity <> 'alias' LIMIT 1");
  let rows = 0;
  for (const row of due) {
    const { entity, id, n } = row;
    if (entity === 'alias') {
      // Who they were is not here any more, and they are not: what was said of them before goes as well. One who came back
      // as somebody whom this desk never had by themselves has the number of then no more.
      const isBack = readRow(db, entity, id) !== null;
      const own = numberInLog(db, id);
      if (own !== null && waiting.has(own)) continue;
      // What was said of them as the one who stays is known by this row alone.
      if (!isBack && n !== null && parted.has(n) && isDue.get(n) !== undefined) continue;
      if (own !== null && !isHere(own)) gone.add(own);
      if (!isBack) blank.row(row);
    } else if (n !== null) {
      if (waiting.has(n)) continue;
      if (!isHere(n)) gone.add(n);
      // Unsent work keeps the student here, unless the hub does again.
      else if (isStudent.get(n) !== undefined && !isHeld(db, n)) continue;
      // What was said of it once its case was gone was said of nobody: nothing else would find that again.
      if (entity === 'caseEntry' && readRow(db, entity, id) === null) blank.entryOfCase(id);
      if (parted.has(n) && isStudent.get(n) !== undefined) blank.rowOfOneWhoStays(row);
    } else if (readRow(db, entity, id) === null) blank.row(row);
    work.forget(entity, id);
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

/** Numbers of those from whom others were parted who are not here. */
function partedFrom(db: ReadDb): ReadonlySet<number> {
  const aliases = db.read<{ id: string; n: number | null }>(
    "SELECT entity_id AS id, student_n AS n FROM purge_row WHERE entity = 'alias'",
  );
  const isGone = (id: string) => readRow(db, 'alias', id) === null && studentNumberOf(db, id) === null;
  return new Set(aliases.all().flatMap(({ id, n }) => (n !== null && isGone(id) ? [n] : [])));
}

/** The number that somebody had here who turned out to be another. */
function numberInLog(db: ReadDb, id: string): number | null {
  const said = db.read<{ n: number | null }>(
    `SELECT patch ->> '$.n' AS n FROM change
     WHERE entity = 'alias' AND entity_id = ? AND kind = 'made' AND patch ->> '$.n' IS NOT NULL
     ORDER BY seq DESC LIMIT 1`,
  );
  return said.get(id)?.n ?? null;
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
    .all(AT_ONCE)
    .sort((one, other) => Number(one.entity === 'alias') - Number(other.entity === 'alias'));
}

/** Blanks entries of the log, and knows what else they lead to. */
class Blank {
  entries = 0;
  readonly hashes = new Set<string>();
  readonly numbered = new Set<keyof typeof NUMBERED>();
  #handed: Map<string, Set<number>> | null = null;
  readonly #db: WriteDb;
  readonly #work: SettledWork;
  readonly #waiting: ReadonlySet<number>;

  /** `waiting`: whom unsent work is about, which is read from the log. */
  constructor(db: WriteDb, work: SettledWork, waiting: ReadonlySet<number>) {
    this.#db = db;
    this.#work = work;
    this.#waiting = waiting;
  }

  /** `before`: only what stands before this entry of the log. */
  row({ entity, id, n }: Due, before = Number.MAX_SAFE_INTEGER): void {
    for (const entry of this.#entriesOf({ entity, id, n }, before)) this.#blank(entry, null);
    if (n !== null) this.row({ entity, id, n: null }, before);
  }

  /**
   * All that a row that is not here said; of one that was made anew since what was said of it left: what it said before.
   * A record keeps its entries, which say nothing of what it said: without it the student, who stays, might not have been
   * here for a while, and a replay would number them anew.
   */
  rowOfOneWhoStays(row: Due): void {
    const { entity, id, n } = row;
    const anew = this.#db.read<{ seq: number | null }>(
      `SELECT max(seq) AS seq FROM change JOIN mutation ON mid = mutation
       WHERE student_n = ? AND entity = ? AND entity_id = ? AND kind = 'made' AND name = 'sync.reset'`,
    );
    const isHere = readRow(this.#db, entity, id) !== null;
    const before = isHere ? (anew.get(n, entity, id)!.seq ?? 0) : Number.MAX_SAFE_INTEGER;
    if (entity === 'record') this.#emptyRecord(row, before);
    else this.row(row, before);
  }

  #emptyRecord(row: Due, before: number): void {
    const write = this.#db.write('UPDATE change SET patch = ? WHERE seq = ?');
    for (const { seq, mutation, patch } of this.#entriesOf(row, before)) {
      write.run(blankedValues(patch), seq);
      this.#forgetMaking(seq, mutation, row);
    }
  }

  #entriesOf({ entity, id, n }: Due, before: number): Entry[] {
    return this.#db
      .read<Entry>(
        `SELECT seq, mutation, entity, entity_id AS id, kind, patch FROM change
         WHERE student_n IS ? AND entity = ? AND entity_id = ? AND seq < ?`,
      )
      .all(n, entity, id, before);
  }

  /** It was said of others as well, who turned out to be one with them, or not to be, and may be here still. */
  #underOthers({ entity, id, kind, patch }: Entry, n: number): void {
    const before = this.#madeAnew(entity, id, n);
    const others = new Set(this.#handedTo(entity, id));
    const said = kind === 'changed' ? ((JSON.parse(patch) as Patch).student ?? []) : [];
    for (const student of said)
      if (typeof student === 'string')
        others.add(studentNumberOf(this.#db, student) ?? numberInLog(this.#db, student) ?? n);
    for (const other of others)
      if (other !== n && !this.#waiting.has(other)) this.row({ entity, id, n: other }, before);
  }

  /** Where the log makes a row that is here, for the last time; of one that is not here: behind its end. */
  #madeAnew(entity: Entity, id: string, n: number): number {
    const now = numberOfRow(this.#db, entity, id) ?? null;
    if (now === null) return Number.MAX_SAFE_INTEGER;
    return Math.max(this.#madeUnder(now, entity, id), this.#madeUnder(n, entity, id));
  }

  /** Under which numbers a row stands that was handed over: nothing in the entry that made it tells. Few ever are. */
  #handedTo(entity: Entity, id: string): ReadonlySet<number> {
    this.#handed ??= handedOver(this.#db);
    // A step goes with its case.
    const of = entity === 'caseEntry' ? readRow(this.#db, entity, id)?.case : undefined;
    return this.#handed.get(of === undefined ? `${entity}\n${id}` : `case\n${of}`) ?? NOBODY;
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
      if (!NAMED_AFTER_STUDENT.has(entry.entity) && entry.entity !== 'erased') {
        const owner = this.#ownerOf(entry, n);
        if (owner === 'another') continue;
        if (owner !== null) {
          this.#giveBack(entry, owner);
          continue;
        }
        this.#underOthers(entry, n);
      }
      this.#blank(entry, entry.seq === first ? n : null);
      if (entry.entity === 'caseEntry' && entry.kind === 'made') this.#saidOfNobody(entry);
    }
  }

  /** What was said of a step once its case was gone stands under no student: without what made it it says nothing. */
  #saidOfNobody({ seq, id }: Entry): void {
    const said = this.#entriesOf({ entity: 'caseEntry', id, n: null }, Number.MAX_SAFE_INTEGER);
    // Nearly always nothing; where it was made anew only the whole log tells.
    if (said.length === 0) return;
    const anew = this.#db.read<{ seq: number | null }>(
      "SELECT min(seq) AS seq FROM change WHERE entity = 'caseEntry' AND entity_id = ? AND kind = 'made' AND seq > ?",
    );
    const end = anew.get(id, seq)!.seq ?? Number.MAX_SAFE_INTEGER;
    for (const entry of said) if (entry.seq > seq && entry.seq < end) this.#blank(entry, null);
  }

  /**
   * Whose an entry is that stands under one who is gone; null: theirs. `another`: it turned out to be of somebody else, who
   * stays, and stays as it is. A number: it was said of a row of that one, which was the other’s for a while. Of a row
   * that came back, and was made anew, what was said before is as gone as the number that its student had.
   */
  #ownerOf({ seq, entity, id }: Entry, n: number): number | 'another' | null {
    if (readRow(this.#db, entity, id) === null) return null;
    const now = numberOfRow(this.#db, entity, id);
    if (now === undefined || now === null) return 'another';
    const [made, own] = [this.#madeUnder(now, entity, id), this.#madeUnder(n, entity, id)];
    if (own > made) return made === 0 || seq >= own ? 'another' : null;
    if (made === 0) return 'another';
    return seq > made ? now : null;
  }

  /** What was said of a row while it was the other’s stays, as said of its own student: a replay knows nobody else. */
  #giveBack({ seq, patch }: Entry, n: number): void {
    const { student: _, ...rest } = JSON.parse(patch) as Patch;
    this.#db
      .write('UPDATE change SET student_n = ?, patch = ? WHERE seq = ?')
      .run(n, JSON.stringify(rest), seq);
  }

  /** The last entry that made a row as one of this student; 0: none. */
  #madeUnder(n: number | null, entity: Entity, id: string): number {
    const made = this.#db.read<{ seq: number | null }>(
      "SELECT max(seq) AS seq FROM change WHERE student_n = ? AND entity = ? AND entity_id = ? AND kind = 'made'",
    );
    return made.get(n, entity, id)?.seq ?? 0;
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
        .run(String(seq), blankedText(this.#db, entry, n), seq);
    this.#forgetMaking(seq, mutation, { entity, id });
  }

  /** What an entry was made of is gone: it is not sent again, also if the hub is put back to before it had it. */
  #forgetMaking(seq: number, mutation: number, { entity, id }: { entity: Entity; id: string }): void {
    this.#db.write("UPDATE mutation SET args = '{}' WHERE mid = ?").run(mutation);
    this.#work.forgetEntry(seq, entity, id);
    this.entries += 1;
  }
}

const NOBODY: ReadonlySet<number> = new Set();

/** Rows that turned out to be of another, with the numbers under which the log says so; read through once, where two were ever joined. */
function handedOver(db: ReadDb): Map<string, Set<number>> {
  const handed = new Map<string, Set<number>>();
  if (db.read("SELECT 1 FROM change WHERE entity = 'alias' LIMIT 1").get() === undefined) return handed;
  const said = db.read<{ entity: string; id: string; n: number }>(
    `SELECT entity, entity_id AS id, student_n AS n FROM change
     WHERE kind = 'changed' AND entity IN ('event', 'chaseContact', 'case') AND student_n IS NOT NULL
       AND patch ->> '$.student' IS NOT NULL`,
  );
  for (const { entity, id, n } of said.all()) {
    const key = `${entity}\n${id}`;
    handed.set(key, (handed.get(key) ?? new Set()).add(n));
  }
  return handed;
}

/** What the log does not lead to: mails about them, and what lists are answered from. */
function forgetBeside(db: WriteDb, due: readonly Due[]): void {
  const ids = new Set<string>();
  for (const { entity, id } of due)
    if (NAMED_AFTER_STUDENT.has(entity) && studentNumberOf(db, splitId(id)[0]) === null)
      ids.add(splitId(id)[0]);
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
