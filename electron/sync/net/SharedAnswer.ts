import { crc32 } from 'node:zlib';
import { packBytes } from './packBytes.ts';

/** What several askers are told alike: written and packed once, however many they are. */
export class SharedText {
  readonly #value: object;
  #packed: Promise<Buffer> | null = null;

  constructor(value: object) {
    this.#value = value;
  }

  get value(): object {
    return this.#value;
  }

  /** The beginning of its JSON object, without its last brace, as a gzip by itself. */
  packed(): Promise<Buffer> {
    this.#packed ??= packBytes(Buffer.from(JSON.stringify(this.#value).slice(0, -1), 'utf8'));
    return this.#packed;
  }
}

/** An answer of which most is told to others, too, and `own`, at least one field, to this asker alone. */
export class SharedAnswer {
  readonly #shared: SharedText;
  readonly #own: object;

  constructor(shared: SharedText, own: object) {
    this.#shared = shared;
    this.#own = own;
  }

  toJSON(): object {
    return { ...this.#shared.value, ...this.#own };
  }

  /**
   * As the last field, `answer`, of an object: gzips one after the other are one gzip (RFC 1952). In pieces, of which the
   * large one is the same for all askers: two hundred of them must not have a copy each.
   */
  async packedWithin(around: object): Promise<Buffer[]> {
    const before = `${JSON.stringify(around).slice(0, -1)},"answer":`;
    const after = `,${JSON.stringify(this.#own).slice(1)}}`;
    return [wrapped(before), await this.#shared.packed(), wrapped(after)];
  }
}

/** Without a time, of no system that is told. */
const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
/** What one stored block holds (RFC 1951, 3.2.4). */
const MOST_STORED = 0xffff;

/** A gzip of little, as it is: to pack it takes a window of its own, and saves nothing. */
function wrapped(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > MOST_STORED) throw new RangeError('too long to be stored as it is');
  const [head, tail] = [Buffer.alloc(5), Buffer.alloc(8)];
  head[0] = 1; // the last block, stored
  head.writeUInt16LE(bytes.length, 1);
  head.writeUInt16LE(bytes.length ^ MOST_STORED, 3);
  tail.writeUInt32LE(crc32(bytes), 0);
  tail.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([GZIP_HEAD, head, bytes, tail]);
}
