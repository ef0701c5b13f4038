import { grown } from './FacetColumn.ts';

/**
 * A short text per student, packed into one array of code units, to be scanned from end to end. `narrow` pools
 * hold one byte a unit: enough for numbers and pinyin, half the memory, and half the time to scan it.
 */
export class TextPool {
  units: Uint8Array | Uint16Array;
  starts: Uint32Array = new Uint32Array(0);
  lengths: Uint8Array = new Uint8Array(0);
  used = 0;
  readonly #isNarrow: boolean;

  constructor(width: 'narrow' | 'wide') {
    this.#isNarrow = width === 'narrow';
    this.units = this.#isNarrow ? new Uint8Array(0) : new Uint16Array(0);
  }

  reserve(students: number): void {
    if (this.starts.length >= students) return;
    const starts = new Uint32Array(grown(students));
    starts.set(this.starts);
    this.starts = starts;
    const lengths = new Uint8Array(grown(students));
    lengths.set(this.lengths);
    this.lengths = lengths;
  }

  /** A changed text goes to the end; the old one is only no longer pointed at. Cut at 255 units. */
  set(n: number, text: string): void {
    const length = Math.min(text.length, 255);
    if (this.used + length > this.units.length) this.#widen(this.used + length);
    const start = this.used;
    for (let index = 0; index < length; index++) {
      const code = text.charCodeAt(index);
      // What does not fit a byte cannot be searched for in such a pool either.
      this.units[start + index] = this.#isNarrow && code > 0xff ? NOT_A_CHARACTER : code;
    }
    this.starts[n] = start;
    this.lengths[n] = length;
    this.used += length;
  }

  #widen(size: number): void {
    const units = this.#isNarrow ? new Uint8Array(grown(size)) : new Uint16Array(grown(size));
    units.set(this.units.subarray(0, this.used));
    this.units = units;
  }

  get(n: number): string {
    return String.fromCharCode(...this.unitsOf(n));
  }

  /** The code units of student n's text, to be read at once: a later change may move them. */
  unitsOf(n: number): Uint8Array | Uint16Array {
    const start = this.starts[n]!;
    return this.units.subarray(start, start + this.lengths[n]!);
  }

  /** Whether the text of student n is this one. */
  is(n: number, text: string): boolean {
    const start = this.starts[n]!;
    if (this.lengths[n] !== text.length) return false;
    for (let index = 0; index < text.length; index++) {
      if (this.units[start + index] !== text.charCodeAt(index)) return false;
    }
    return true;
  }

  contains(n: number, term: Uint16Array): boolean {
    const { units } = this;
    const start = this.starts[n]!;
    const last = start + this.lengths[n]! - term.length;
    const first = term[0]!;
    for (let at = start; at <= last; at++) {
      if (units[at] !== first) continue;
      let index = 1;
      while (index < term.length && units[at + index] === term[index]) index++;
      if (index === term.length) return true;
    }
    return false;
  }

  /** Keeps in `match` (1 per student, up to `size`) only those whose text has the term. */
  narrow(match: Uint8Array, size: number, term: Uint16Array): void {
    if (term.length === 1) {
      this.#narrowByUnit(match, size, term[0]!);
      return;
    }
    for (let n = 1; n < size; n++) if (match[n] === 1 && !this.contains(n, term)) match[n] = 0;
  }

  /** The commonest search of all, by one character, without a call per student. */
  #narrowByUnit(match: Uint8Array, size: number, unit: number): void {
    const { units, starts, lengths } = this;
    for (let n = 1; n < size; n++) {
      if (match[n] === 0) continue;
      let at = starts[n]!;
      const end = at + lengths[n]!;
      while (at < end && units[at] !== unit) at++;
      if (at === end) match[n] = 0;
    }
  }
}

/** Stands for a character that a narrow pool cannot hold; no term has it, as terms there are plain ASCII. */
const NOT_A_CHARACTER = 0xff;

export function toUnits(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index++) units[index] = text.charCodeAt(index);
  return units;
}
