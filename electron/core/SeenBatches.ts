import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OutcomeCounts } from '../../shared/domain/findings.ts';
import type { ReadDb } from '../db/database.ts';
import { logHead } from '../db/tables/logHead.ts';
import { numbersOfRuns } from '../db/tables/studentRuns.ts';
import { scopeKey } from './scoped.ts';
import { type SeenStudents, seenStudents } from './seenStudents.ts';
import type { Services } from './services.ts';

type Needs = Pick<Services, 'db' | 'index'>;

/** A batch that wrote something of a student, and whether it was the first that did. */
interface Touch {
  batch: string;
  made: 0 | 1;
}

/** What is known for one scope, up to an entry of the log. */
interface Known {
  head: number;
  ns: Uint32Array;
  /** By student, by n. */
  touches: Map<number, Touch[]>;
  /** By batch: how many of its students were made by it, changed, and named. */
  made: Map<string, number>;
  changed: Map<string, number>;
  named: Map<string, number>;
}

/** Students between two breaths. */
const SLICE = 500;
/** Answers for colleges that ask. */
const KEPT = 8;

/**
 * The batches that concern students of whom the asker may know, with counts of theirs alone: whom it made or changed,
 * as the log tells, and of a roster also whom it named. Rows that belong to nobody are nobody's.
 */
export class SeenBatches {
  readonly #needs: Needs;
  readonly #kept = new Map<string, { head: number; known: Promise<Known> }>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** By id of the batch; null: the asker may know of all. After a write only whom it was about are looked at anew. */
  async counts(): Promise<Map<string, OutcomeCounts> | null> {
    const key = scopeKey();
    if (key === '') return null;
    const head = logHead(this.#needs.db);
    const kept = this.#kept.get(key);
    if (kept?.head === head) return countsOf(await kept.known);
    const known = this.#learn(head, kept?.known ?? null);
    this.#kept.delete(key);
    this.#kept.set(key, { head, known });
    if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    // What failed once is tried again by the next who asks.
    known.catch(() => this.#kept.delete(key));
    return countsOf(await known);
  }

  async #learn(head: number, before: Promise<Known> | null): Promise<Known> {
    const { db } = this.#needs;
    const seen = await seenStudents(this.#needs);
    const last = await before?.catch(() => null);
    const ns = seen.ns ?? new Uint32Array();
    const isOn = last != null && isSame(last.ns, ns);
    const known: Known = isOn ? last : { head: 0, ns, ...nothing() };
    const touched = isOn ? changedSince(db, last.head).filter(seen.isSeen) : ns;
    let done = 0;
    for (const n of touched) {
      tell(known, n, touchesOf(db, n));
      if (++done % SLICE === 0) await nextTurn();
    }
    await nameNew(db, known, seen);
    known.head = head;
    return known;
  }
}

function nothing(): Pick<Known, 'touches' | 'made' | 'changed' | 'named'> {
  return { touches: new Map(), made: new Map(), changed: new Map(), named: new Map() };
}

function isSame(one: Uint32Array, other: Uint32Array): boolean {
  return Buffer.from(one.buffer, one.byteOffset, one.byteLength).equals(
    Buffer.from(other.buffer, other.byteOffset, other.byteLength),
  );
}

function changedSince(db: ReadDb, head: number): number[] {
  return db
    .read<{ n: number }>('SELECT DISTINCT student_n AS n FROM change WHERE seq > ? AND student_n IS NOT NULL')
    .all(head)
    .map(({ n }) => n);
}

/** Whom nobody had said anything of before, a batch has made. */
function touchesOf(db: ReadDb, n: number): Touch[] {
  return db
    .read<Touch>(
      `SELECT m.batch, min(c.seq) = (SELECT min(seq) FROM change WHERE student_n = ?) AS made
       FROM change c JOIN mutation m ON m.mid = c.mutation
       WHERE c.student_n = ? AND m.batch IS NOT NULL GROUP BY m.batch`,
    )
    .all(n, n);
}

/** In place of what was known of a student. */
function tell(known: Known, n: number, touches: Touch[]): void {
  for (const touch of known.touches.get(n) ?? [])
    add(known[touch.made ? 'made' : 'changed'], touch.batch, -1);
  for (const touch of touches) add(known[touch.made ? 'made' : 'changed'], touch.batch, 1);
  known.touches.set(n, touches);
}

/** Of rosters that were not looked at yet, how many of these students they name. */
async function nameNew(db: ReadDb, { named }: Known, { isSeen }: SeenStudents): Promise<void> {
  const rosters = db.read<{ batch: string; runs: string }>('SELECT batch, runs FROM batch_students').all();
  for (const { batch, runs } of rosters) {
    if (named.has(batch)) continue;
    await nextTurn();
    named.set(batch, numbersOfRuns(runs).filter(isSeen).length);
  }
}

function add(counts: Map<string, number>, batch: string, by: number): void {
  counts.set(batch, (counts.get(batch) ?? 0) + by);
}

function countsOf({ made, changed, named }: Known): Map<string, OutcomeCounts> {
  const counts = new Map<string, OutcomeCounts>();
  for (const batch of new Set([...made.keys(), ...changed.keys(), ...named.keys()])) {
    const [created, updated] = [made.get(batch) ?? 0, changed.get(batch) ?? 0];
    // Named and left as they were.
    const unchanged = Math.max(0, (named.get(batch) ?? 0) - created - updated);
    const rows = created + updated + unchanged;
    if (rows > 0)
      counts.set(batch, { rows, created, updated, unchanged, ambiguous: 0, rejected: 0, dropped: 0 });
  }
  return counts;
}
