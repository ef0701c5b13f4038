import { GrowingNumbers } from '../reconcile/growingNumbers.ts';
import { ValueBytes } from '../reconcile/valueBytes.ts';

/** The texts of all cells of some rows, by the row's index. There may be very many of them. */
export class KeptCells {
  readonly #texts = new ValueBytes();
  /** By row where they lie, plus one. */
  readonly #places = new GrowingNumbers();

  keep(at: number, texts: readonly string[]): void {
    this.#places.set(at, this.#texts.add(texts) + 1);
  }

  has(at: number): boolean {
    return this.#places.get(at) !== 0;
  }

  get(at: number): readonly string[] {
    const place = this.#places.get(at);
    return place === 0 ? [] : (this.#texts.get(place - 1) as string[]);
  }
}
