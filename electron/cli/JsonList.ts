import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Characters that are packed together. */
const PIECE = 1 << 20;

/**
 * A list that is written as JSON and may be very long: what was said of a million rows. Its items are kept as the
 * text that they will be, packed, in memory only, since they hold personal data.
 */
export class JsonList<Item> {
  readonly #packed: Buffer[] = [];
  #open: string[] = [];
  #openLength = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(item: Item): void {
    const text = JSON.stringify(item);
    this.#length++;
    this.#open.push(text);
    this.#openLength += text.length;
    if (this.#openLength < PIECE) return;
    this.#packed.push(deflateRawSync(this.#open.join(','), { level: 1 }));
    this.#open = [];
    this.#openLength = 0;
  }

  /** Its JSON, piece by piece. */
  *pieces(): Generator<string, void, undefined> {
    yield '[';
    let isFirst = true;
    for (const packed of this.#packed) {
      yield `${isFirst ? '' : ','}${inflateRawSync(packed).toString('utf8')}`;
      isFirst = false;
    }
    if (this.#open.length > 0) yield `${isFirst ? '' : ','}${this.#open.join(',')}`;
    yield ']';
  }

  /** For whoever takes it for an ordinary list. */
  toJSON(): unknown {
    return JSON.parse([...this.pieces()].join(''));
  }
}
