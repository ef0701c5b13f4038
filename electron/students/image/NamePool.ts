import { Signatures, setBit } from './Signatures.ts';
import { TextPool } from './TextPool.ts';

/** The names by which students are searched, with a bit for each of their characters. */
export class NamePool {
  readonly texts = new TextPool();
  readonly characters = new Signatures(1);

  reserve(students: number): void {
    this.texts.reserve(students);
    this.characters.reserve(students);
  }

  set(n: number, name: string): void {
    const from = this.texts.used;
    this.texts.set(n, name);
    this.characters.set(n, this.#signature(this.texts.bytes, from, this.texts.used));
  }

  /** The students of `match` whose name has this term (UTF-8) in it. */
  find(match: Uint8Array, size: number, term: Uint8Array): Uint32Array {
    const ns = this.characters.find(match, size, this.#signature(term, 0, term.length));
    return ns.subarray(0, this.texts.keep(ns, term));
  }

  #signature(text: Uint8Array, from: number, to: number): Int32Array {
    const signature = this.characters.blank();
    for (let at = from; at < to; ) {
      const length = bytesOfCharacter(text[at]!);
      let hash = 0;
      for (let index = 0; index < length; index++) hash = hash * 64 + (text[at + index]! & 63);
      setBit(signature, Math.imul(hash, 0x9e3779b1) >>> 27);
      at += length;
    }
    return signature;
  }
}

/** By the first byte of a character in UTF-8. */
function bytesOfCharacter(first: number): number {
  return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}
