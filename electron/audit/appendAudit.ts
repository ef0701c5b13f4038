import type { AuditAction, AuditOutcome } from '../../shared/domain/auditActions.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';
import { numbersOfRuns, studentRunsText } from '../db/tables/studentRuns.ts';
import { CHAIN_START, type ChainedEntry, type ChainHead, chainHash, EMPTY_CHAIN } from './auditChain.ts';

/** Who does it, as they are known at the moment. */
export interface AuditActor {
  /** The person's id; null: nobody signed in, or a store without people. */
  person: string | null;
  name: string;
  role: string;
  /** Names the window or the command, so that what belongs together is found together. */
  session: string;
}

/** What else there is to say: ids, counts, codes, words of the office's own. Never what a student's record holds. */
export type AuditDetail = Record<string, string | number | boolean | null>;

export interface AuditNote {
  action: AuditAction;
  outcome?: AuditOutcome;
  /** Numbers of students (student.n). */
  students?: Iterable<number>;
  detail?: AuditDetail;
}

/** An entry about more students than these is found by reading its list, not by an index of a row each. */
export const INDEXED_STUDENTS = 64;

/**
 * Writes an entry behind the last. Within a transaction of the caller it is of that one: what is told and that it is
 * told are committed together or not at all.
 */
export function appendAudit(db: WriteDb, actor: AuditActor, at: number, note: AuditNote): ChainHead {
  const numbers = [...new Set(note.students ?? [])];
  return appendEntry(db, {
    at,
    person: actor.person,
    name: actor.name,
    role: actor.role,
    session: actor.session,
    action: note.action,
    outcome: note.outcome ?? 'done',
    students: studentRunsText(numbers),
    detail: JSON.stringify(note.detail ?? {}),
  });
}

/** The same for an entry that is written out already: what a salvage enters anew behind a gap. */
export function appendEntry(db: WriteDb, said: Omit<ChainedEntry, 'seq'>): ChainHead {
  const append = (): ChainHead => {
    const last = lastEntry(db);
    const entry: ChainedEntry = { seq: last.seq + 1, ...said };
    const hash = chainHash(last.hash, entry);
    insertEntry(db, entry, hash);
    return { seq: entry.seq, hash: Buffer.from(hash).toString('hex') };
  };
  return db.raw.inTransaction ? append() : db.transaction(append);
}

/** Writes an entry with the hash that it has, and finds it by its students. It must be the one behind the last. */
export function insertEntry(db: WriteDb, entry: ChainedEntry, hash: Uint8Array): void {
  db.write(
    `INSERT INTO audit (seq, at, person, name, role, session, action, outcome, students, detail, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    entry.seq,
    entry.at,
    entry.person,
    entry.name,
    entry.role,
    entry.session,
    entry.action,
    entry.outcome,
    entry.students,
    entry.detail,
    hash,
  );
  indexStudents(db, entry.seq, numbersOfRuns(entry.students));
}

function indexStudents(db: WriteDb, seq: number, numbers: readonly number[]): void {
  if (numbers.length > INDEXED_STUDENTS) {
    db.write('INSERT INTO audit_many (seq) VALUES (?)').run(seq);
    return;
  }
  const insert = db.write('INSERT INTO audit_student (n, seq) VALUES (?, ?)');
  for (const n of numbers) insert.run(n, seq);
}

function lastEntry(db: ReadDb): { seq: number; hash: Uint8Array } {
  return (
    db
      .read<{ seq: number; hash: Uint8Array }>('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1')
      .get() ?? {
      seq: 0,
      hash: CHAIN_START,
    }
  );
}

/** Where the chain ends now: printed with each backup, and whenever it is asked for. */
export function auditHead(db: ReadDb): ChainHead {
  const { seq, hash } = lastEntry(db);
  return seq === 0 ? EMPTY_CHAIN : { seq, hash: Buffer.from(hash).toString('hex') };
}
