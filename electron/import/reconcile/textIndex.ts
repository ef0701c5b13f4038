/** At most this share of the places is taken, so that the next free one is near. */
const MOST_TAKEN = 0.7;

/**
 * Which row has which text, eight bytes and a little air for each of them: instead of the texts themselves it keeps
 * what they hash to, and asks whether the row that it finds really has the text.
 */
export class TextIndex {
  readonly #has: (row: number, text: string) => boolean;
  #hashes = new Uint32Array(1024);
  /** The row's number plus one; 0: free. */
  #rows = new Uint32Array(1024);
  #size = 0;

  constructor(has: (row: number, text: string) => boolean) {
    this.#has = has;
  }

  get(text: string): number | undefined {
    const hash = hashOf(text);
    for (let at = this.#first(hash); ; at = this.#next(at)) {
      const row = this.#rows[at]!;
      if (row === 0) return undefined;
      if (this.#hashes[at] === hash && this.#has(row - 1, text)) return row - 1;
    }
  }

  /** Only for a text that no row has yet. */
  add(text: string, row: number): void {
    if (this.#size + 1 > this.#rows.length * MOST_TAKEN) this.#grow();
    this.#put(hashOf(text), row + 1);
    this.#size += 1;
  }

  #put(hash: number, row: number): void {
    let at = this.#first(hash);
    while (this.#rows[at] !== 0) at = this.#next(at);
    this.#hashes[at] = hash;
    this.#rows[at] = row;
  }

  #grow(): void {
    const hashes = this.#hashes;
    const rows = this.#rows;
    this.#hashes = new Uint32Array(hashes.length * 2);
    this.#rows = new Uint32Array(rows.length * 2);
    for (let at = 0; at < rows.length; at++) if (rows[at] !== 0) this.#put(hashes[at]!, rows[at]!);
  }

  #first(hash: number): number {
    return hash & (this.#rows.length - 1);
  }

  #next(at: number): number {
    return (at + 1) & (this.#rows.length - 1);
  }
}

/** FNV-1a with a last mixing, so that numbers that follow one another lie apart. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
