import { type AuditActor, appendAudit } from '../../audit/appendAudit.ts';
import type { WriteDb } from '../../db/database.ts';
import { blobHashes } from '../../db/tables/blobHashes.ts';
import { hashesForUndo } from '../../db/tables/hashesForUndo.ts';
import { studentRunsText } from '../../db/tables/studentRuns.ts';
import { blankLog } from './blankLog.ts';
import { type Concerned, concernedBy } from './concerned.ts';
import { eraseRows } from './eraseRows.ts';
import { forgetFiles } from './forgetFiles.ts';
import { forgetOutgoing } from './forgetOutgoing.ts';
import { keysOfStudents, type NotedErasure, noteErasure } from './noteErasure.ts';

export interface EraseContext {
  /** Epoch ms. */
  at: number;
  by: AuditActor;
  /** Why, in the office's words. */
  reason: string;
  /** By which the hub and other desks are to know of it. Absent: of a store that has no hub. */
  erasure?: string;
  /** It was done at another desk, and told by the hub. */
  told?: NotedErasure;
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
  { at, by, reason, erasure, told: taken }: EraseContext,
): Generator<number, Erased, undefined> {
  const concerned = concernedBy(db, numbers);
  forgetOutgoing(db, concerned);
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
    ...(taken ? { erasure: taken.id } : {}),
  };
  const audit = appendAudit(db, by, at, { action: 'erase', students: concerned.numbers, detail: told });
  const own = { id: erasure ?? '', at, students: keysOfStudents(concerned.ids), seal: null };
  const noted = taken ?? (erasure === undefined ? null : own);
  if (noted) {
    noteErasure(db, noted, audit.seq);
    // Whoever takes the files off the disk may be cut off: the next talk with the hub goes on with it.
    const remove = db.write('INSERT OR IGNORE INTO purge_file (sha256) VALUES (?)');
    for (const hash of gone) remove.run(hash);
  }
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
