import { isBeginningOfSyllable } from '../../../shared/domain/pinyinSpellings.ts';
import { Signatures, setBit, setTriples } from './Signatures.ts';
import { TextPool } from './TextPool.ts';

const TRIPLE_WORDS = 4;
/** From this length on a term may be a part of the pinyin; a shorter one is initials, unless it can't be any. */
const PART_FROM = 3;

/** The pinyin of each name and the initials of its syllables, to be searched by any letters in a row. */
export class PinyinPool {
  readonly texts = new TextPool();
  readonly initials = new TextPool();
  /** A name as people abbreviate it, the surname in full: zhangss, ouyangnn. */
  readonly short = new TextPool();
  /** The letters of the initials. */
  readonly letters = new Signatures(1);
  /** The triples of letters in all three. */
  readonly triples = new Signatures(TRIPLE_WORDS);

  reserve(students: number): void {
    this.texts.reserve(students);
    this.initials.reserve(students);
    this.short.reserve(students);
    this.letters.reserve(students);
    this.triples.reserve(students);
  }

  /** `syllables` in small letters a to z. */
  set(n: number, syllables: readonly string[]): void {
    this.#set(n, syllables.join(''), initialsOf(syllables), shortForms(syllables));
  }

  /** Any part of a Latin name is found, one letter or two as well, which only initials are searched by. */
  setLatin(n: number, words: readonly string[]): void {
    const letters = words.join('');
    this.#set(n, letters, `${initialsOf(words)} ${letters}`, '');
  }

  #set(n: number, pinyin: string, initials: string, short: string): void {
    const triples = this.triples.blank();
    addText(this.texts, n, pinyin, triples);
    const initialsFrom = this.initials.used;
    addText(this.initials, n, initials, triples);
    addText(this.short, n, short, triples);
    this.triples.set(n, triples);
    const letters = this.letters.blank();
    setLetters(letters, this.initials.bytes, initialsFrom, this.initials.used);
    this.letters.set(n, letters);
  }

  /** Those of `match` with this letter (a to z) among their initials stay in it. */
  narrowByInitial(match: Uint8Array, size: number, letter: Uint8Array): void {
    const wanted = this.letters.blank();
    setLetters(wanted, letter);
    this.letters.narrow(match, size, wanted);
  }

  /**
   * The students of `match` with these letters in a row in their initials or, from three on or where they can be no
   * initials, pinyin, and from three on short form.
   */
  find(match: Uint8Array, size: number, letters: Uint8Array): Uint32Array[] {
    if (letters.length < PART_FROM) {
      const wanted = this.letters.blank();
      setLetters(wanted, letters);
      const ns = this.letters.find(match, size, wanted);
      // What is found is true until the next search only.
      const byInitials = ns.slice(0, this.initials.keep(ns, letters));
      if (!isBeginningOfSyllable(Buffer.from(letters).toString())) return [byInitials];
      const all = this.letters.find(match, size, this.letters.blank());
      return [byInitials, all.slice(0, this.texts.keep(all, letters))];
    }
    const wanted = this.triples.blank();
    setTriples(wanted, letters);
    const ns = this.triples.find(match, size, wanted);
    return [this.texts, this.initials, this.short].map((pool) => {
      const found = ns.slice();
      return found.subarray(0, pool.keep(found, letters));
    });
  }
}

function addText(pool: TextPool, n: number, text: string, triples: Int32Array): void {
  const from = pool.used;
  pool.set(n, text);
  setTriples(triples, pool.bytes, from, pool.used);
}

/**
 * The first syllable in full and the others' initials, and with four syllables also the first two (ouyangnn). What
 * has but one initial behind it stands in the whole pinyin already (zhangs, zhangsans).
 */
function shortForms(syllables: readonly string[]): string {
  const forms: string[] = [];
  for (let full = 1; full <= 2 && full + 2 <= syllables.length; full++) {
    forms.push(syllables.slice(0, full).join('') + initialsOf(syllables.slice(full)));
  }
  return forms.join(' ');
}

function initialsOf(words: readonly string[]): string {
  return words.map((word) => word[0] ?? '').join('');
}

/** A bit for each letter: 26 of 32; a blank between words has none of these. */
function setLetters(signature: Int32Array, text: Uint8Array, from = 0, to = text.length): void {
  for (let at = from; at < to; at++) setBit(signature, text[at]! & 31);
}
