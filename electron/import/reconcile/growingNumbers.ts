/** Whole numbers from 0 to 4,294,967,295 by index, four bytes each; what was never set is 0. */
export class GrowingNumbers {
  #numbers = new Uint32Array(1024);

  get(index: number): number {
    return this.#numbers[index] ?? 0;
  }

  set(index: number, number: number): void {
    if (index >= this.#numbers.length) {
      const grown = new Uint32Array(Math.max(index + 1, Math.ceil(this.#numbers.length * 1.5)));
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    this.#numbers[index] = number;
  }

  /** How many places there are room for: nothing is set from here on. */
  get room(): number {
    return this.#numbers.length;
  }
}
