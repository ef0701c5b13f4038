import { grown } from './FacetColumn.ts';

/** What a text of a pool may be long, in bytes; the rest is not searched. */
const LONGEST = 255;

/**
 * A short text per student, packed into one array of UTF-8 bytes. A part of a text is a part of its bytes, too,
 * so one fast comparison serves names, pinyin and numbers.
 */
export class TextPool {
  bytes: Uint8Array = new Uint8Array(0);
  starts: Uint32Array = new Uint32Array(0);
  lengths: Uint8Array = new Uint8Array(0);
  used = 0;

  reserve(students: number): void {
    if (this.starts.length >= students) return;
    const starts = new Uint32Array(grown(students));
    starts.set(this.starts);
    this.starts = starts;
    const lengths = new Uint8Array(grown(students));
    lengths.set(this.lengths);
    this.lengths = lengths;
  }

  /**
   * A changed text goes to the end, and is in `bytes` from what `used` was to what it is then; the old one is
   * only no longer pointed at. Cut at 255 bytes.
   */
  set(n: number, text: string): void {
    if (this.used + LONGEST > this.bytes.length) this.#widen(this.used + LONGEST);
    const start = this.used;
    const length = writeUtf8(this.bytes, start, text);
    this.starts[n] = start;
    this.lengths[n] = length;
    this.used += length;
  }

  #widen(size: number): void {
    const bytes = new Uint8Array(Math.max(4096, Math.ceil(size * 1.5)));
    bytes.set(this.bytes.subarray(0, this.used));
    this.bytes = bytes;
  }

  get(n: number): string {
    const start = this.starts[n]!;
    return decoder.decode(this.bytes.subarray(start, start + this.lengths[n]!));
  }

  /** Whether the text of student n is this one. */
  is(n: number, text: string): boolean {
    const length = writeUtf8(scratch, 0, text);
    if (this.lengths[n] !== length) return false;
    const start = this.starts[n]!;
    for (let index = 0; index < length; index++) {
      if (this.bytes[start + index] !== scratch[index]) return false;
    }
    return true;
  }

  /**
   * Moves those of `ns` whose text has the term to the front, in their order; returns how many there are.
   * By Horspool: the byte under the term's last place says how far the term may move on.
   */
  keep(ns: Uint32Array, term: Uint8Array): number {
    const { bytes, starts, lengths } = this;
    const end = term.length - 1;
    const last = term[end]!;
    const steps = new Uint8Array(256).fill(Math.min(term.length, LONGEST));
    for (let index = 0; index < end; index++) steps[term[index]!] = Math.min(end - index, LONGEST);
    let kept = 0;
    for (let index = 0; index < ns.length; index++) {
      const n = ns[index]!;
      const start = starts[n]!;
      const stop = start + lengths[n]!;
      for (let at = start + end; at < stop; ) {
        const byte = bytes[at]!;
        if (byte === last) {
          let same = 1;
          while (same <= end && bytes[at - same] === term[end - same]) same++;
          if (same > end) {
            ns[kept++] = n;
            break;
          }
        }
        at += steps[byte]!;
      }
    }
    return kept;
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const scratch = new Uint8Array(LONGEST);

export function toUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Returns how many bytes were written, at most the longest; only whole characters. */
function writeUtf8(bytes: Uint8Array, start: number, text: string): number {
  const length = Math.min(text.length, LONGEST);
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    // Most texts are ASCII, which is written faster here than by a call of the encoder.
    if (code > 0x7f) return encoder.encodeInto(text, bytes.subarray(start, start + LONGEST)).written;
    bytes[start + index] = code;
  }
  return length;
}
