import type { ReadDb } from '../db/database.ts';
import { numbersOfRuns } from '../db/tables/studentRuns.ts';
import { INDEXED_STUDENTS } from './appendAudit.ts';
import { CHAIN_START, type ChainedEntry, type ChainHead, chainHash, EMPTY_CHAIN } from './auditChain.ts';

/**
 * The first thing that is wrong. `missing`: an entry is not there (`seq` is the one that should be); `changed`: an entry
 * is not what it was when it was written; `index`: it can't be found by its students; `cut`: the chain ends before an
 * anchor; `anchor`: the entry is another than the one that was written down.
 */
export interface AuditFault {
  kind: 'missing' | 'changed' | 'index' | 'cut' | 'anchor';
  seq: number;
}

export interface AuditVerdict {
  /** Entries that were looked at. */
  checked: number;
  head: ChainHead;
  fault: AuditFault | null;
}

/** How many entries are looked at between two words to the caller, who may give way there. */
const STEP = 2000;

type StoredEntry = ChainedEntry & { hash: Uint8Array };

/**
 * Goes through the whole chain, telling how far it is, and compares it with heads that were written down elsewhere. It
 * ends at the first entry that is wrong: what follows a broken entry proves nothing.
 */
export function* verifyAudit(
  db: ReadDb,
  anchors: readonly ChainHead[] = [],
): Generator<{ done: number; total: number }, AuditVerdict, undefined> {
  const { total } = db.read<{ total: number }>('SELECT count(*) AS total FROM audit').get()!;
  const anchored = new Map(anchors.map(({ seq, hash }) => [seq, hash]));
  const page = db.read<StoredEntry>(
    `SELECT seq, at, person, name, role, session, action, outcome, students, detail, hash
     FROM audit WHERE seq > ? ORDER BY seq LIMIT ${STEP}`,
  );
  let before: Uint8Array = CHAIN_START;
  let head: ChainHead = EMPTY_CHAIN;
  let done = 0;
  const startFault = anchorFault(anchored, 0, EMPTY_CHAIN.hash);
  if (startFault) return { checked: 0, head, fault: startFault };
  for (;;) {
    const entries = page.all(head.seq);
    if (entries.length === 0) break;
    for (const entry of entries) {
      const fault = faultOf(db, entry, head.seq + 1, before);
      if (fault) return { checked: done, head, fault };
      before = entry.hash;
      head = { seq: entry.seq, hash: Buffer.from(entry.hash).toString('hex') };
      const wrong = anchorFault(anchored, head.seq, head.hash);
      if (wrong) return { checked: done, head, fault: wrong };
      done += 1;
    }
    yield { done, total };
  }
  const beyond = anchors.find(({ seq }) => seq > head.seq);
  const fault = beyond ? { kind: 'cut' as const, seq: head.seq + 1 } : indexFault(db, done);
  return { checked: done, head, fault };
}

function faultOf(db: ReadDb, entry: StoredEntry, expected: number, before: Uint8Array): AuditFault | null {
  if (entry.seq !== expected) return { kind: 'missing', seq: expected };
  if (!Buffer.from(chainHash(before, entry)).equals(entry.hash)) return { kind: 'changed', seq: entry.seq };
  return isIndexed(db, entry) ? null : { kind: 'index', seq: entry.seq };
}

function isIndexed(db: ReadDb, { seq, students }: StoredEntry): boolean {
  if (students === '') return true;
  const numbers = numbersOfRuns(students);
  if (numbers.length > INDEXED_STUDENTS) {
    return db.read('SELECT 1 FROM audit_many WHERE seq = ?').get(seq) !== undefined;
  }
  const row = db.read('SELECT 1 FROM audit_student WHERE n = ? AND seq = ?');
  return numbers.every((n) => row.get(n, seq) !== undefined);
}

/** Rows of the index that belong to no entry would tell of students whom no entry names. */
function indexFault(db: ReadDb, entries: number): AuditFault | null {
  const stray = db
    .read<{ seq: number }>(
      'SELECT seq FROM audit_student WHERE seq > ? UNION ALL SELECT seq FROM audit_many WHERE seq > ? LIMIT 1',
    )
    .get(entries, entries);
  return stray ? { kind: 'index', seq: stray.seq } : null;
}

function anchorFault(anchored: ReadonlyMap<number, string>, seq: number, hash: string): AuditFault | null {
  const expected = anchored.get(seq);
  return expected === undefined || hash.startsWith(expected) ? null : { kind: 'anchor', seq };
}
