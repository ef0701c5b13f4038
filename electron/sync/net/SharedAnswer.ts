import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const pack = promisify(gzip);

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
    this.#packed ??= pack(Buffer.from(JSON.stringify(this.#value).slice(0, -1), 'utf8'), { level: 1 });
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

  /** As the last field, `answer`, of an object: gzips one after the other are one gzip (RFC 1952). */
  async packedWithin(around: object): Promise<Buffer> {
    const before = `${JSON.stringify(around).slice(0, -1)},"answer":`;
    const after = `,${JSON.stringify(this.#own).slice(1)}}`;
    const gzips = [pack(before, { level: 1 }), this.#shared.packed(), pack(after, { level: 1 })];
    return Buffer.concat(await Promise.all(gzips));
  }
}
