import { GrowingNumbers } from './growingNumbers.ts';

/** Rows that belong together, by the first of them, in the order in which they came. Keeps two numbers for each row. */
export class RowGroups {
  /** By first row the last one, and by each row the next one, plus one. */
  readonly #last = new GrowingNumbers();
  readonly #next = new GrowingNumbers();

  append(first: number, at: number): void {
    const last = this.#last.get(first);
    this.#next.set(last === 0 ? first : last - 1, at + 1);
    this.#last.set(first, at + 1);
  }

  /** The one that came last; the first itself where it is alone. */
  last(first: number): number {
    const last = this.#last.get(first);
    return last === 0 ? first : last - 1;
  }

  /** The first rows of all groups that have another one. */
  *firsts(): Generator<number, void, undefined> {
    for (let first = 0; first < this.#last.room; first++) if (this.#last.get(first) !== 0) yield first;
  }

  /** The first row itself, and those behind it. */
  *rows(first: number): Generator<number, void, undefined> {
    for (let next = first + 1; next !== 0; next = this.#next.get(next - 1)) yield next - 1;
  }
}
