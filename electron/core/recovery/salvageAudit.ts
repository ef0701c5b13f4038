import { appendAudit, appendEntry, insertEntry } from '../../audit/appendAudit.ts';
import { CHAIN_START, type ChainedEntry, chainHash } from '../../audit/auditChain.ts';
import type { ReadDb, SqlValue, WriteDb } from '../../db/database.ts';
import { readDamaged, tryReading } from '../../db/readDamaged.ts';
import { heed } from '../heed.ts';
import { programActor } from '../people/auditActor.ts';
import type { SalvageReport } from './salvageReport.ts';

/** As they lie in the table; the hash last. */
const COLUMNS = [
  'seq',
  'at',
  'person',
  'name',
  'role',
  'session',
  'action',
  'outcome',
  'students',
  'detail',
  'hash',
] as const;

export interface ReadAudit {
  entries: Map<number, SqlValue[]>;
  /** The newest entry that is known to be, or to have been, there. */
  newest: number;
}

/** Null: the store has none, being of an earlier version. */
export function readAudit(db: ReadDb, signal: AbortSignal): ReadAudit | null {
  let most: number | null = null;
  const isThere = tryReading(() => {
    if (db.read("SELECT 1 FROM sqlite_schema WHERE name = 'audit'").get() === undefined) return;
    most = db.read<{ most: number | null }>('SELECT max(seq) AS most FROM audit').get()!.most ?? 0;
  });
  if (isThere && most === null) return null;
  // Without its end known, as far as whole pages go.
  const { rows, holes } = readDamaged(db, {
    table: 'audit',
    columns: COLUMNS,
    most: most ?? 2 ** 32,
    heed: () => heed(signal),
  });
  const newestRead = rows.length === 0 ? 0 : Number(rows.at(-1)![0]);
  const inHoles = holes.filter(([, to]) => to < 2 ** 32).map(([, to]) => to);
  return {
    entries: new Map(rows.map((row) => [Number(row[0]), row])),
    newest: Math.max(newestRead, most ?? 0, ...inHoles),
  };
}

/**
 * Brings the audit over into the empty one of a salvaged store: entry by entry as they are, as far as each is bound to
 * the one before it, gaps filled from `backup` where that is the same chain. Behind a gap the old chain proves nothing:
 * there an entry tells of the gap, and what could still be read is entered anew behind it.
 */
export function salvageAudit(
  mine: ReadAudit | null,
  backup: ReadAudit | null,
  into: WriteDb,
  at: number,
): SalvageReport['audit'] {
  if (mine === null) return null;
  const { entries } = mine;
  const newest = Math.max(mine.newest, fill(mine, backup));
  return into.transaction(() => {
    let before: Uint8Array = CHAIN_START;
    let good = 0;
    for (; good < newest; good++) {
      const row = entries.get(good + 1);
      if (row === undefined) break;
      const { entry, hash } = split(row);
      if (!Buffer.from(chainHash(before, entry)).equals(hash)) break;
      insertEntry(into, entry, hash);
      before = hash;
    }
    if (good === newest) return { entries: good, lost: 0, gapAt: null, enteredAnew: 0 };
    const later = [...entries.keys()].filter((seq) => seq > good).sort((a, b) => a - b);
    const lost = newest - good - later.length;
    const detail = { why: 'audit-gap', lost, enteredAnew: later.length };
    appendAudit(into, programActor(''), at, { action: 'restore', detail });
    for (const seq of later) {
      const { seq: _, ...said } = split(entries.get(seq)!).entry;
      appendEntry(into, said);
    }
    return { entries: good, lost, gapAt: good + 1, enteredAnew: later.length };
  });
}

/** Returns the newest entry that is known then. Another store's audit fills no gap. */
function fill({ entries, newest }: ReadAudit, backup: ReadAudit | null): number {
  if (backup === null) return newest;
  const known = [...backup.entries].filter(([seq]) => entries.has(seq));
  const isSame = known.every(([seq, row]) => sameHash(row, entries.get(seq)!));
  if (!isSame || (known.length === 0 && entries.size > 0)) return newest;
  for (const [seq, row] of backup.entries) if (!entries.has(seq)) entries.set(seq, row);
  return backup.newest;
}

function sameHash(one: SqlValue[], other: SqlValue[]): boolean {
  return Buffer.from(split(one).hash).equals(split(other).hash);
}

function split(row: SqlValue[]): { entry: ChainedEntry; hash: Uint8Array } {
  const named = Object.fromEntries(COLUMNS.map((column, at) => [column, row[at]]));
  const { hash, ...entry } = named;
  return { entry: entry as unknown as ChainedEntry, hash: hash as Uint8Array };
}
