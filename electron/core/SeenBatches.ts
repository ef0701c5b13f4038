import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OutcomeCounts } from '../../shared/domain/findings.ts';
import { logHead } from '../db/tables/logHead.ts';
import { numbersOfRuns } from '../db/tables/studentRuns.ts';
import { scopeKey } from './scoped.ts';
import { seenStudents } from './seenStudents.ts';
import type { Services } from './services.ts';

/** What a batch did to the students of whom somebody may know. */
interface Told {
  made: number;
  changed: number;
  /** Named and left as they were. */
  unchanged: number;
}

type Needs = Pick<Services, 'db' | 'index'>;

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
  readonly #kept = new Map<string, { head: number; counts: Promise<Map<string, OutcomeCounts>> }>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** By id of the batch; null: the asker may know of all. What is known is kept until something is written. */
  counts(): Promise<Map<string, OutcomeCounts> | null> {
    const key = scopeKey();
    if (key === '') return Promise.resolve(null);
    const head = logHead(this.#needs.db);
    const kept = this.#kept.get(key);
    if (kept?.head === head) return kept.counts;
    const counts = this.#count();
    this.#kept.delete(key);
    this.#kept.set(key, { head, counts });
    if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    // What failed once is tried again by the next who asks.
    counts.catch(() => this.#kept.delete(key));
    return counts;
  }

  async #count(): Promise<Map<string, OutcomeCounts>> {
    const { db } = this.#needs;
    const { ns, isSeen } = await seenStudents(this.#needs);
    const told = new Map<string, Told>();
    const of = (batch: string) => {
      const known = told.get(batch) ?? { made: 0, changed: 0, unchanged: 0 };
      told.set(batch, known);
      return known;
    };
    const touched = db.read<{ batch: string; made: number }>(
      `SELECT m.batch, max(c.entity = 'student' AND c.kind = 'made') AS made
       FROM change c JOIN mutation m ON m.mid = c.mutation
       WHERE c.student_n = ? AND m.batch IS NOT NULL GROUP BY m.batch`,
    );
    let done = 0;
    for (const n of ns ?? []) {
      for (const { batch, made } of touched.all(n)) of(batch)[made === 1 ? 'made' : 'changed']++;
      if (++done % SLICE === 0) await nextTurn();
    }
    const named = db.read<{ batch: string; runs: string }>('SELECT batch, runs FROM batch_students').all();
    for (const { batch, runs } of named) {
      await nextTurn();
      const count = numbersOfRuns(runs).filter(isSeen).length;
      if (count === 0) continue;
      const known = of(batch);
      known.unchanged = Math.max(0, count - known.made - known.changed);
    }
    return new Map([...told].map(([batch, counts]) => [batch, outcomes(counts)]));
  }
}

function outcomes({ made, changed, unchanged }: Told): OutcomeCounts {
  return {
    rows: made + changed + unchanged,
    created: made,
    updated: changed,
    unchanged,
    ambiguous: 0,
    rejected: 0,
    dropped: 0,
  };
}
