import { grown } from './FacetColumn.ts';
import { TextPool, toUnits } from './TextPool.ts';

const WORDS = 8;
const PAIR_WORDS = 4;
const SEPARATOR = '\n';

/**
 * The numbers of each student (学号, 考生号, 证件号, phone), searchable by any part within milliseconds at a
 * million students. A scan of the texts would take 80 ms; so each student has signatures of the single
 * characters, pairs and triples that occur in the numbers, and only students whose signature can hold the
 * term are looked at. Signatures of one word stand together, so that a pass reads memory in order.
 */
export class NumberPool {
  readonly texts = new TextPool('narrow');
  singles: Uint16Array = new Uint16Array(0);
  /** Signed, because bit operations are: an unsigned word above 2³¹ would be handled as a floating-point number. */
  readonly pairs: Int32Array[] = Array.from({ length: PAIR_WORDS }, () => new Int32Array(0));
  readonly triples: Int32Array[] = Array.from({ length: WORDS }, () => new Int32Array(0));

  reserve(students: number): void {
    this.texts.reserve(students);
    if (this.singles.length >= students) return;
    const singles = new Uint16Array(grown(students));
    singles.set(this.singles);
    this.singles = singles;
    for (const words of [this.pairs, this.triples]) {
      for (let word = 0; word < words.length; word++) {
        const wider = new Int32Array(grown(students));
        wider.set(words[word]!);
        words[word] = wider;
      }
    }
  }

  /** Whether this changed anything. */
  set(n: number, numbers: readonly (string | null)[]): boolean {
    let text = '';
    for (const number of numbers) if (number !== null) text += normalNumber(number) + SEPARATOR;
    if (this.texts.is(n, text)) return false;
    this.texts.set(n, text);
    let single = 0;
    const pair = [0, 0, 0, 0];
    const triple = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let at = 0; at < text.length; at++) {
      const a = text.charCodeAt(at);
      if (a === 10) continue;
      single |= 1 << singleBit(a);
      const b = text.charCodeAt(at + 1);
      if (b === 10 || Number.isNaN(b)) continue;
      const pairAt = pairBit(a, b);
      pair[pairAt >>> 5]! |= 1 << (pairAt & 31);
      const c = text.charCodeAt(at + 2);
      if (c === 10 || Number.isNaN(c)) continue;
      const tripleAt = tripleBit(a, b, c);
      triple[tripleAt >>> 5]! |= 1 << (tripleAt & 31);
    }
    this.singles[n] = single;
    for (let word = 0; word < PAIR_WORDS; word++) this.pairs[word]![n] = pair[word]!;
    for (let word = 0; word < WORDS; word++) this.triples[word]![n] = triple[word]!;
    return true;
  }

  /** Keeps in `match` only students one of whose numbers has the term in it. */
  narrow(match: Uint8Array, size: number, term: string): void {
    const wanted = normalNumber(term);
    const units = toUnits(wanted);
    if (wanted.length === 1) {
      const bit = 1 << singleBit(units[0]!);
      const { singles } = this;
      for (let n = 1; n < size; n++) if ((singles[n]! & bit) === 0) match[n] = 0;
    } else {
      const masks = new Int32Array(wanted.length === 2 ? PAIR_WORDS : WORDS);
      for (let at = 0; at + 2 <= wanted.length; at++) {
        if (wanted.length === 2) {
          const bit = pairBit(units[at]!, units[at + 1]!);
          masks[bit >>> 5]! |= 1 << (bit & 31);
        } else if (at + 3 <= wanted.length) {
          const bit = tripleBit(units[at]!, units[at + 1]!, units[at + 2]!);
          masks[bit >>> 5]! |= 1 << (bit & 31);
        }
      }
      const words = wanted.length === 2 ? this.pairs : this.triples;
      for (let word = 0; word < masks.length; word++) {
        const mask = masks[word]!;
        if (mask === 0) continue;
        const signatures = words[word]!;
        for (let n = 1; n < size; n++) if ((signatures[n]! & mask) !== mask) match[n] = 0;
      }
    }
    // One or two digits have bits of their own: the signature is the answer. Anything else is a hint.
    if (wanted.length <= 2 && /^\d+$/.test(wanted)) return;
    this.texts.narrow(match, size, units);
  }
}

function normalNumber(number: string): string {
  return number.toUpperCase();
}

const isDigit = (code: number) => code >= 48 && code <= 57;

function singleBit(code: number): number {
  return isDigit(code) ? code - 48 : 10 + (code % 6);
}

function pairBit(a: number, b: number): number {
  if (isDigit(a) && isDigit(b)) return (a - 48) * 10 + (b - 48);
  return 100 + ((a * 31 + b) % 28);
}

function tripleBit(a: number, b: number, c: number): number {
  return Math.imul((a * 1009 + b) * 1009 + c, 0x9e3779b1) >>> 24;
}
