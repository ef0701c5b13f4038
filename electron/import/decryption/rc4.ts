/**
 * The RC4 stream cipher. Own code because OpenSSL 3, and with it Node, no longer offers it without its legacy
 * provider; old workbooks are still locked with it.
 */
export class Rc4 {
  readonly #state = new Uint8Array(256);
  #i = 0;
  #j = 0;

  constructor(key: Uint8Array) {
    const state = this.#state;
    for (let index = 0; index < 256; index++) state[index] = index;
    for (let index = 0, other = 0; index < 256; index++) {
      other = (other + state[index]! + key[index % key.length]!) & 0xff;
      const kept = state[index]!;
      state[index] = state[other]!;
      state[other] = kept;
    }
  }

  /** The next bytes of the stream. */
  keyStream(length: number): Buffer {
    const state = this.#state;
    const bytes = Buffer.allocUnsafe(length);
    let i = this.#i;
    let j = this.#j;
    for (let at = 0; at < length; at++) {
      i = (i + 1) & 0xff;
      const one = state[i]!;
      j = (j + one) & 0xff;
      const other = state[j]!;
      state[i] = other;
      state[j] = one;
      bytes[at] = state[(one + other) & 0xff]!;
    }
    this.#i = i;
    this.#j = j;
    return bytes;
  }

  /** The bytes with the next of the stream laid over them: encrypts and decrypts. */
  apply(bytes: Uint8Array): Buffer {
    const stream = this.keyStream(bytes.length);
    for (let at = 0; at < bytes.length; at++) stream[at]! ^= bytes[at]!;
    return stream;
  }
}
