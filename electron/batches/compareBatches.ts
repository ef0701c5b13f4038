import { setImmediate as breathe } from 'node:timers/promises';
import { AppError } from '../../shared/domain/errors.ts';
import type { StudentField } from '../../shared/domain/studentFields.ts';
import { type Effect, type PatchValue, parseEffect, patchOf } from '../changes/change.ts';
import type { ReadDb } from '../db/database.ts';
import { presentId, studentAliases } from '../db/tables/studentAliases.ts';
import { numbersOfRuns } from '../db/tables/studentRuns.ts';
import { studentNumberOf } from '../db/tables/studentTable.ts';
import type { ComparedBatch, ComparedBatches, FieldChange } from './ComparedBatches.ts';

export interface Running {
  signal: AbortSignal | undefined;
  progress(done: number, total: number): void;
}

const BREATHE_EVERY = 5_000;

/**
 * Compares a roster with an earlier one of the same source: whom each named, and what the log says happened to the
 * source's records between the two. Errors: CANCELLED.
 */
export async function compareBatches(
  db: ReadDb,
  now: ComparedBatch,
  before: ComparedBatch | null,
  { signal, progress }: Running,
): Promise<ComparedBatches> {
  const present = presentNumbers(db);
  const namedNow = namedBy(now, present);
  const namedBefore = before ? namedBy(before, present) : new Set<number>();
  const added = [...namedNow].filter((n) => !namedBefore.has(n));
  const gone = [...namedBefore].filter((n) => !namedNow.has(n));
  const changes = new Map<number, Map<StudentField, FieldChange>>();
  const returned = new Set<number>();
  const isAdded = new Set(added);
  const from = before ? lastSeqOf(db, before.id) : 0;
  const to = lastSeqOf(db, now.id);
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
      after = slice.at(-1)!.seq;
      progress(after - from, to - from);
      await breathe();
      if (signal?.aborted) throw new AppError('CANCELLED');
    }
    for (const n of added) if (!made.has(n)) returned.add(n);
    dropUnchanged(changes);
  }
  const students = { before: namedBefore.size, now: namedNow.size };
  return { now, before, students, parts: { added, gone, changed: [...changes.keys()] }, returned, changes };
}

function namedBy({ runs }: ComparedBatch, present: ReadonlyMap<number, number>): Set<number> {
  return new Set(numbersOfRuns(runs ?? '').map((n) => present.get(n) ?? n));
}

/** Of students who turned out to be others: the number of the student whom they are. */
function presentNumbers(db: ReadDb): Map<number, number> {
  const present = new Map<number, number>();
  for (const { id, n } of studentAliases(db)) {
    const other = studentNumberOf(db, presentId(db, id));
    if (other !== null) present.set(n, other);
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
  let high = (db.read<{ seq: number | null }>('SELECT max(seq) AS seq FROM change').get()?.seq ?? 0) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = at.get(middle);
    if (found && found.mutation <= mid) low = found.seq + 1;
    else high = middle;
  }
  return low - 1;
}
