import { grown } from './FacetColumn.ts';
import { Signatures, setBit, setTriples } from './Signatures.ts';
import { TextPool, toUnits } from './TextPool.ts';

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
  readonly texts = new TextPool('narrow');
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
    for (const number of numbers) if (number !== null) text += normalNumber(number) + SEPARATOR;
    if (this.texts.is(n, text)) return false;
    this.texts.set(n, text);
    const units = this.texts.unitsOf(n);
    const pairs = this.pairs.blank();
    const triples = this.triples.blank();
    setPairs(pairs, units);
    // Triples across a separator only set bits too many.
    setTriples(triples, units);
    this.singles[n] = singleBits(units);
    this.pairs.set(n, pairs);
    this.triples.set(n, triples);
    return true;
  }

  /** Keeps in `match` only students one of whose numbers has the term in it. */
  narrow(match: Uint8Array, size: number, term: string): void {
    const units = toUnits(normalNumber(term));
    const isDigits = units.every(isDigit);
    // Hardly a number has letters, and hardly one lacks a digit.
    if (units.length === 1 || !isDigits) this.#narrowBySingles(match, size, singleBits(units));
    if (units.length >= 2 && units.length <= PAIRS_UP_TO) {
      const wanted = this.pairs.blank();
      setPairs(wanted, units);
      this.pairs.narrow(match, size, wanted);
    }
    // One or two digits have bits of their own: the signature is the answer. Anything else is a hint.
    if (units.length <= 2 && isDigits) return;
    const wanted = this.triples.blank();
    setTriples(wanted, units);
    this.triples.narrow(match, size, wanted);
    this.texts.narrow(match, size, units);
  }

  #narrowBySingles(match: Uint8Array, size: number, wanted: number): void {
    const { singles } = this;
    for (let n = 1; n < size; n++) if ((singles[n]! & wanted) !== wanted) match[n] = 0;
  }
}

function normalNumber(number: string): string {
  return number.toUpperCase();
}

const isDigit = (code: number) => code >= 48 && code <= 57;
const SEPARATOR_UNIT = SEPARATOR.charCodeAt(0);

/** A bit for each digit, and six that other characters share. */
function singleBits(units: ArrayLike<number>): number {
  let bits = 0;
  for (let at = 0; at < units.length; at++) {
    const unit = units[at]!;
    if (unit !== SEPARATOR_UNIT) bits |= 1 << (isDigit(unit) ? unit - 48 : 10 + (unit % 6));
  }
  return bits;
}

function setPairs(signature: Int32Array, units: ArrayLike<number>): void {
  for (let at = 0; at + 2 <= units.length; at++) {
    const a = units[at]!;
    const b = units[at + 1]!;
    if (a === SEPARATOR_UNIT || b === SEPARATOR_UNIT) continue;
    setBit(signature, isDigit(a) && isDigit(b) ? (a - 48) * 10 + (b - 48) : 100 + ((a * 31 + b) % 28));
  }
}
