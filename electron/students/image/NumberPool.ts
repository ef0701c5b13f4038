import { normalIdNumber } from '../../../shared/domain/idNumber.ts';
import { grown } from './FacetColumn.ts';
import { keepOnly } from './keepOnly.ts';
import { Signatures, setBit, setTriples } from './Signatures.ts';
import { TextPool, toUtf8 } from './TextPool.ts';

const TRIPLE_WORDS = 8;
/** 10 × 10 bits for two digits, and 28 that other pairs share. */
const PAIR_WORDS = 4;
const SEPARATOR = '\n';
/** Longer terms have triples enough to leave hardly anybody; the pairs would only be another pass. */
const PAIRS_UP_TO = 5;

/**
 * The numbers of each student (学号, 考生号, 证件号, phone), searchable by any part within milliseconds at a
 * million students. A scan of the texts would take 80 ms; so each student has signatures of the single
 * characters, pairs and triples that occur in the numbers, and only students whose signature can hold the
 * term are looked at.
 */
export class NumberPool {
  readonly texts = new TextPool();
  singles: Uint16Array = new Uint16Array(0);
  readonly pairs = new Signatures(PAIR_WORDS);
  readonly triples = new Signatures(TRIPLE_WORDS);

  reserve(students: number): void {
    this.texts.reserve(students);
    this.pairs.reserve(students);
    this.triples.reserve(students);
    if (this.singles.length >= students) return;
    const singles = new Uint16Array(grown(students));
    singles.set(this.singles);
    this.singles = singles;
  }

  /** Whether this changed anything. */
  set(n: number, numbers: readonly (string | null)[]): boolean {
    let text = '';
    let isOdd = false;
    for (const number of numbers) {
      const normal = number === null ? '' : normalIdNumber(number);
      if (number !== null && normal !== number) isOdd = true;
      // A separator for one that is missing too: whose number it is decides the order of lists.
      text += normal + SEPARATOR;
    }
    // As it was written as well, for lists are in the order of what was written: b1 and B1 are not in one place.
    if (isOdd) for (const number of numbers) text += (number ?? '') + SEPARATOR;
    if (this.texts.is(n, text)) return false;
    const from = this.texts.used;
    this.texts.set(n, text);
    const { bytes, used: to } = this.texts;
    this.singles[n] = singleBits(bytes, from, to);
    this.pairs.set(n, this.#pairsOf(bytes, from, to));
    const triples = this.triples.blank();
    // Triples across a separator only set bits too many.
    setTriples(triples, bytes, from, to);
    this.triples.set(n, triples);
    return true;
  }

  /** Those of `match` one of whose numbers has the term in it stay in it. */
  narrow(match: Uint8Array, size: number, term: string): void {
    const bytes = toUtf8(normalIdNumber(term));
    const isDigits = bytes.every(isDigit);
    // One or two digits have bits of their own: the signature is the answer. Anything else is a hint.
    if (isDigits && bytes.length === 1) this.#narrowBySingles(match, size, singleBits(bytes));
    else if (isDigits && bytes.length === 2) this.pairs.narrow(match, size, this.#pairsOf(bytes));
    else keepOnly(match, [this.find(match, size, term)]);
  }

  /** The students of `match` one of whose numbers has the term in it. */
  find(match: Uint8Array, size: number, term: string): Uint32Array {
    // A number typed full-width is the same number.
    const bytes = toUtf8(normalIdNumber(term));
    const triples = this.triples.blank();
    setTriples(triples, bytes);
    let ns: Uint32Array;
    if (!bytes.every(isDigit)) {
      // Hardly a number has letters; hardly one lacks a digit.
      const lettered = match.slice();
      this.#narrowBySingles(lettered, size, singleBits(bytes));
      ns = this.triples.find(lettered, size, triples);
    } else if (bytes.length <= PAIRS_UP_TO) {
      ns = this.triples.among(this.pairs.find(match, size, this.#pairsOf(bytes)), triples);
    } else ns = this.triples.find(match, size, triples);
    return ns.subarray(0, this.texts.keep(ns, bytes));
  }

  #pairsOf(bytes: Uint8Array, from = 0, to = bytes.length): Int32Array {
    const signature = this.pairs.blank();
    setPairs(signature, bytes, from, to);
    return signature;
  }

  #narrowBySingles(match: Uint8Array, size: number, wanted: number): void {
    const { singles } = this;
    for (let n = 1; n < size; n++) if ((singles[n]! & wanted) !== wanted) match[n] = 0;
  }
}

const isDigit = (code: number) => code >= 48 && code <= 57;
const SEPARATOR_BYTE = SEPARATOR.charCodeAt(0);

/** A bit for each digit, and six that other characters share. */
function singleBits(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let bits = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    if (byte !== SEPARATOR_BYTE) bits |= 1 << (isDigit(byte) ? byte - 48 : 10 + (byte % 6));
  }
  return bits;
}

function setPairs(signature: Int32Array, bytes: Uint8Array, from: number, to: number): void {
  for (let at = from; at + 2 <= to; at++) {
    const a = bytes[at]!;
    const b = bytes[at + 1]!;
    if (a === SEPARATOR_BYTE || b === SEPARATOR_BYTE) continue;
    setBit(signature, isDigit(a) && isDigit(b) ? (a - 48) * 10 + (b - 48) : 100 + ((a * 31 + b) % 28));
  }
}
