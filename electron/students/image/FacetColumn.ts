import { compareNames } from './compareNames.ts';

/** One low-cardinality field of all students: a dictionary, and a code per student. Code 0 means empty. */
export class FacetColumn {
  readonly values: string[] = [''];
  codes: Uint16Array | Uint32Array = new Uint16Array(0);
  readonly #codeOf = new Map<string, number>([['', 0]]);
  #ranks: Uint32Array = new Uint32Array(0);

  reserve(size: number): void {
    if (this.codes.length >= size) return;
    const wider =
      this.codes instanceof Uint32Array ? new Uint32Array(grown(size)) : new Uint16Array(grown(size));
    wider.set(this.codes);
    this.codes = wider;
  }

  /** Whether this changed anything. */
  set(n: number, value: string | null): boolean {
    const code = this.#code(value ?? '');
    if (this.codes[n] === code) return false;
    this.codes[n] = code;
    return true;
  }

  /** As it was kept: the dictionary (its first value is the empty one), and the codes. */
  restore(values: readonly string[], codes: Uint16Array | Uint32Array): void {
    for (const value of values.slice(1)) this.#code(value);
    this.codes = codes;
  }

  /** The code of a value, or -1 when no student has it. */
  codeOf(value: string): number {
    return this.#codeOf.get(value) ?? -1;
  }

  valueOf(n: number): string {
    return this.values[this.codes[n]!]!;
  }

  /** The place of each value, by its code, among all values in the order of lists. */
  ranks(): Uint32Array {
    const { values } = this;
    if (this.#ranks.length === values.length) return this.#ranks;
    const codes = values.map((_, code) => code);
    codes.sort((one, other) => compareNames(values[one]!, values[other]!));
    this.#ranks = new Uint32Array(values.length);
    for (const [rank, code] of codes.entries()) this.#ranks[code] = rank;
    return this.#ranks;
  }

  #code(value: string): number {
    const known = this.#codeOf.get(value);
    if (known !== undefined) return known;
    const code = this.values.length;
    this.values.push(value);
    this.#codeOf.set(value, code);
    if (code === 0x10000 && this.codes instanceof Uint16Array) this.codes = Uint32Array.from(this.codes);
    return code;
  }
}

/** Room to grow, so that adding students one by one does not copy the columns each time. */
export function grown(size: number): number {
  return Math.max(1024, Math.ceil(size * 1.25));
}
