import { grown } from './FacetColumn.ts';

/**
 * Some bits per student that say what may occur in a text of theirs: a text that has a term has all bits of
 * the term, so that only the few students with these bits need be looked at. Words stand apart, one array
 * each, so that a pass over a million students reads memory in order.
 */
export class Signatures {
  /** Signed, because bit operations are: an unsigned word above 2³¹ would be handled as a floating-point number. */
  readonly words: Int32Array[];
  readonly #blank: Int32Array;
  /** Filled anew by each `find`: a fresh array of this size would cost more than the search. */
  #found: Uint32Array = new Uint32Array(0);

  constructor(wordCount: number) {
    this.words = Array.from({ length: wordCount }, () => new Int32Array(0));
    this.#blank = new Int32Array(wordCount);
  }

  reserve(students: number): void {
    if (this.words[0]!.length >= students) return;
    for (let word = 0; word < this.words.length; word++) {
      const wider = new Int32Array(grown(students));
      wider.set(this.words[word]!);
      this.words[word] = wider;
    }
  }

  /** No bit set yet: to be filled, and handed to `set`, `narrow` or `find` before the next one is asked for. */
  blank(): Int32Array {
    return this.#blank.fill(0);
  }

  set(n: number, signature: Int32Array): void {
    for (let word = 0; word < signature.length; word++) this.words[word]![n] = signature[word]!;
  }

  /** Keeps in `match` (1 per student, up to `size`) only those who have all bits of `wanted`. */
  narrow(match: Uint8Array, size: number, wanted: Int32Array): void {
    for (let word = 0; word < wanted.length; word++) {
      const mask = wanted[word]!;
      if (mask === 0) continue;
      const bits = this.words[word]!;
      for (let n = 1; n < size; n++) match[n]! &= hasAll(bits[n]!, mask);
    }
  }

  /** The students of a match who have all bits of `wanted`, in the order of their n; true until the next `find`. */
  find(match: Uint8Array, size: number, wanted: Int32Array): Uint32Array {
    // The word that asks for most goes over all students; the others, over those whom it left.
    const [densest, ...others] = [...wanted.keys()].sort(
      (one, other) => bitCount(wanted[other]!) - bitCount(wanted[one]!),
    );
    const bits = this.words[densest!]!;
    const mask = wanted[densest!]!;
    if (this.#found.length < size) this.#found = new Uint32Array(grown(size));
    const ns = this.#found;
    let used = 0;
    for (let n = 1; n < size; n++) {
      ns[used] = n;
      used += match[n]! & hasAll(bits[n]!, mask);
    }
    let found = ns.subarray(0, used);
    for (const word of others) {
      if (wanted[word] !== 0) found = found.subarray(0, keepWord(found, this.words[word]!, wanted[word]!));
    }
    return found;
  }

  /** Of these students, the ones who have all bits of `wanted`; the array is used for the answer. */
  among(ns: Uint32Array, wanted: Int32Array): Uint32Array {
    let found = ns;
    for (let word = 0; word < wanted.length; word++) {
      if (wanted[word] !== 0) found = found.subarray(0, keepWord(found, this.words[word]!, wanted[word]!));
    }
    return found;
  }
}

function keepWord(ns: Uint32Array, bits: Int32Array, mask: number): number {
  let kept = 0;
  for (let index = 0; index < ns.length; index++) {
    const n = ns[index]!;
    ns[kept] = n;
    kept += hasAll(bits[n]!, mask);
  }
  return kept;
}

/** 1 or 0 without a branch, which a processor would guess wrong for every fifth student. */
function hasAll(bits: number, mask: number): number {
  const missing = (bits & mask) ^ mask;
  return (((missing >>> 1) | (missing & 1)) - 1) >>> 31;
}

export function setBit(signature: Int32Array, bit: number): void {
  signature[bit >>> 5]! |= 1 << (bit & 31);
}

/** Sets a bit for each three bytes in a row; a signature has 2^k words. */
export function setTriples(signature: Int32Array, text: Uint8Array, from = 0, to = text.length): void {
  const shift = 27 - Math.log2(signature.length);
  for (let at = from; at + 3 <= to; at++) {
    setBit(
      signature,
      Math.imul((text[at]! * 1009 + text[at + 1]!) * 1009 + text[at + 2]!, 0x9e3779b1) >>> shift,
    );
  }
}

function bitCount(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}
