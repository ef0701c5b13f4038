import type { StudentField } from '../../shared/domain/studentFields.ts';
import { type Effect, type PatchValue, parseEffect, patchOf } from '../changes/change.ts';
import type { ReadDb } from '../db/database.ts';
import { giveWay } from '../db/giveWay.ts';
import { logHead } from '../db/tables/logHead.ts';
import { presentId, studentAliases } from '../db/tables/studentAliases.ts';
import { numbersOfRuns } from '../db/tables/studentRuns.ts';
import { studentNumberOf } from '../db/tables/studentTable.ts';
import type { ComparedBatch, ComparedBatches, FieldChange } from './ComparedBatches.ts';

export interface Running {
  signal: AbortSignal | undefined;
  progress(done: number, total: number): void;
}

/** Entries of the log, and numbers of students, between two breaths. */
const BREATHE_EVERY = 5_000;
const NUMBERS_AT_ONCE = 50_000;

/**
 * Compares a roster with an earlier one of the same source: whom each named, and what the log says happened to the
 * source's records between the two. `isSeen`: of which students, by n, whoever asks may know. Errors: CANCELLED.
 */
export async function compareBatches(
  db: ReadDb,
  now: ComparedBatch,
  before: ComparedBatch | null,
  running: Running,
  isSeen: (n: number) => boolean = () => true,
): Promise<ComparedBatches> {
  const from = before ? lastSeqOf(db, before.id) : 0;
  const to = before ? lastSeqOf(db, now.id) : 0;
  const present = presentNumbers(db);
  const numbersIn = (runs: string | null | undefined) =>
    numbersOfRuns(runs ?? '').filter((n) => isSeen(present.get(n) ?? n));
  const numbersNow = numbersIn(now.runs);
  const numbersBefore = numbersIn(before?.runs);
  // Each number is gone through twice: when it is taken down, and when it is looked for in the other roster. How far
  // the log is read is told by them too: how long it is tells of everybody.
  const numbers = 2 * (numbersNow.length + numbersBefore.length);
  const steps = new Steps(running, numbers + numbersNow.length);
  const namedNow = await namedBy(numbersNow, present, steps);
  const namedBefore = await namedBy(numbersBefore, present, steps);
  const added = await notIn(namedNow, namedBefore, steps);
  const gone = await notIn(namedBefore, namedNow, steps);
  const changes = new Map<number, Map<StudentField, FieldChange>>();
  const returned = new Set<number>();
  const isAdded = new Set(added);
  if (before) {
    const made = new Set<number>();
    const log = db.read<{ seq: number; studentN: number; kind: Effect['kind']; patch: string }>(
      `SELECT seq, student_n AS studentN, kind, patch FROM change
       WHERE seq > ? AND seq <= ? AND entity = 'record' AND entity_id LIKE ? ORDER BY seq LIMIT ?`,
    );
    // Slice by slice: a question that is left open would keep the connection from anything else.
    for (let after = from; ; ) {
      const slice = log.all(after, to, `%/${now.source}`, BREATHE_EVERY);
      for (const { studentN, kind, patch } of slice) {
        const n = present.get(studentN) ?? studentN;
        const effect = parseEffect(kind, patch);
        if (isAdded.has(n)) {
          if (kind === 'made') made.add(n);
        } else if (namedNow.has(n)) {
          changes.set(n, composed(changes.get(n), patchOf(effect)));
        }
      }
      if (slice.length < BREATHE_EVERY) break;
      await steps.take((numbersNow.length * (slice.at(-1)!.seq - after)) / (to - from));
      after = slice.at(-1)!.seq;
    }
    for (const n of added) if (!made.has(n)) returned.add(n);
    dropUnchanged(changes);
  }
  const students = { before: namedBefore.size, now: namedNow.size };
  return { now, before, students, parts: { added, gone, changed: [...changes.keys()] }, returned, changes };
}

/** What is left to do, told now and then, with a breath for whoever else wants an answer. */
class Steps {
  readonly #running: Running;
  readonly #total: number;
  #done = 0;

  constructor(running: Running, total: number) {
    this.#running = running;
    this.#total = total;
  }

  /** Errors: CANCELLED. */
  async take(done: number): Promise<void> {
    this.#done += done;
    this.#running.progress(Math.round(this.#done), this.#total);
    await giveWay(this.#running.signal);
  }
}

async function namedBy(
  numbers: readonly number[],
  present: ReadonlyMap<number, number>,
  steps: Steps,
): Promise<Set<number>> {
  const named = new Set<number>();
  for (const slice of slicesOf(numbers)) {
    for (const n of slice) named.add(present.get(n) ?? n);
    await steps.take(slice.length);
  }
  return named;
}

async function notIn(
  ones: ReadonlySet<number>,
  others: ReadonlySet<number>,
  steps: Steps,
): Promise<number[]> {
  const found: number[] = [];
  for (const slice of slicesOf([...ones])) {
    for (const n of slice) if (!others.has(n)) found.push(n);
    await steps.take(slice.length);
  }
  return found;
}

function* slicesOf(numbers: readonly number[]): Generator<readonly number[], void, undefined> {
  for (let at = 0; at < numbers.length; at += NUMBERS_AT_ONCE) {
    yield numbers.slice(at, at + NUMBERS_AT_ONCE);
  }
}

/** Of students who turned out to be others: the number of the student whom they are. */
function presentNumbers(db: ReadDb): Map<number, number> {
  const present = new Map<number, number>();
  for (const { id, n } of studentAliases(db)) {
    const other = studentNumberOf(db, presentId(db, id));
    if (n !== null && other !== null) present.set(n, other);
  }
  return present;
}

/** What two changes one after the other come to. */
function composed(
  earlier: Map<StudentField, FieldChange> | undefined,
  patch: Record<string, [PatchValue, PatchValue]>,
): Map<StudentField, FieldChange> {
  const both = earlier ?? new Map<StudentField, FieldChange>();
  for (const [field, [from, to]] of Object.entries(patch) as [StudentField, FieldChange][]) {
    both.set(field, [both.has(field) ? both.get(field)![0] : from, to]);
  }
  return both;
}

/** What was changed and changed back, by an undone import in between say, did not change. */
function dropUnchanged(changes: Map<number, Map<StudentField, FieldChange>>): void {
  for (const [n, fields] of changes) {
    for (const [field, [from, to]] of fields) if (from === to) fields.delete(field);
    if (fields.size === 0) changes.delete(n);
  }
}

/** The last entry of the log that a batch made. The log is in the order of its mutations. */
function lastSeqOf(db: ReadDb, batch: string): number {
  const mid = db
    .read<{ mid: number | null }>('SELECT max(mid) AS mid FROM mutation WHERE batch = ?')
    .get(batch)?.mid;
  if (mid === null || mid === undefined) return 0;
  // There is no index by mutation; a search by halves needs none.
  const at = db.read<{ seq: number; mutation: number }>(
    'SELECT seq, mutation FROM change WHERE seq >= ? ORDER BY seq LIMIT 1',
  );
  let low = 0;
  let high = logHead(db) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = at.get(middle);
    if (found && found.mutation <= mid) low = found.seq + 1;
    else high = middle;
  }
  return low - 1;
}
