import { type AuditActor, appendAudit } from '../../audit/appendAudit.ts';
import type { WriteDb } from '../../db/database.ts';
import { blobHashes } from '../../db/tables/blobHashes.ts';
import { hashesForUndo } from '../../db/tables/hashesForUndo.ts';
import { studentRunsText } from '../../db/tables/studentRuns.ts';
import { blankLog } from './blankLog.ts';
import { type Concerned, concernedBy } from './concerned.ts';
import { eraseRows } from './eraseRows.ts';
import { forgetFiles } from './forgetFiles.ts';

export interface EraseContext {
  /** Epoch ms. */
  at: number;
  by: AuditActor;
  /** Why, in the office's words. */
  reason: string;
}

export interface Erased {
  students: number;
  /** Entries of the log that say nothing any more. */
  entries: number;
  cases: number;
  mails: number;
  /** Hashes of files that were theirs, and that nobody else has: to be removed. */
  blobs: string[];
  /** Number and hash of the entry of the audit that tells of it. */
  audit: { seq: number; hash: string };
}

/**
 * Takes everything about these students out of the store: out of the tables, and out of the log, whose entries stay and
 * say nothing. The only writer of domain tables besides writeChange: what it does cannot be undone, and a replay of
 * what is left gives the tables that are left. What stays is counts (of a closed campaign, of a batch) and numbers
 * that lead nowhere. To be called in a transaction; yields how many entries are blanked, for progress and breath.
 */
export function* eraseStudents(
  db: WriteDb,
  numbers: Iterable<number>,
  { at, by, reason }: EraseContext,
): Generator<number, Erased, undefined> {
  const concerned = concernedBy(db, numbers);
  const entries = yield* blankLog(db, concerned);
  eraseRows(db, concerned);
  const gone = withoutOwner(db, concerned);
  forgetFiles(db, gone);
  const told = {
    reason,
    students: concerned.numbers.size,
    entries,
    files: gone.size,
    numbers: studentRunsText(concerned.numbers).slice(0, 200),
  };
  const audit = appendAudit(db, by, at, { action: 'erase', students: concerned.numbers, detail: told });
  return {
    ...{ students: concerned.numbers.size, entries, cases: concerned.cases.size },
    ...{ mails: concerned.mails.size, blobs: [...gone], audit },
  };
}

/** Of their files those that no row names any more, nor any entry that could be taken back. */
function withoutOwner(db: WriteDb, { blobs }: Concerned): Set<string> {
  const gone = new Set(blobs);
  for (const hash of blobHashes(db)) gone.delete(hash);
  for (const hash of hashesForUndo(db, gone)) gone.delete(hash);
  return gone;
}
