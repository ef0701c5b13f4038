import type { BulkProgress } from './BulkSync.ts';

/** Entries of the hub’s log that are taken in a moment: nobody needs to be told how far it is. */
const FEW = 1_000;

/** How far a desk is that was away for long, and takes what was done meanwhile commit by commit. */
export class CatchingUp {
  #from = 0;

  /** A round begins; `cursor`: so far the desk has the log. */
  begin(cursor: number): void {
    this.#from = cursor;
  }

  /** Null: it is there, or was not far away. `head`: where the log ends; null: the hub does not say. */
  now(seq: number, head: number | null): BulkProgress | null {
    if (head === null || seq >= head || head - this.#from <= FEW) return null;
    return { stage: 'save', done: Math.max(0, seq - this.#from), total: head - this.#from };
  }
}
