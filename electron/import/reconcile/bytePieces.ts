const PIECE = 1 << 20;

/** Bytes outside the heap that grow by a piece at a time, so that what was written never moves. */
export class BytePieces {
  readonly #pieces: Buffer[] = [];
  #used = PIECE;

  /** The most that fits together. */
  static readonly most = PIECE;

  get size(): number {
    return this.#pieces.length * PIECE;
  }

  /** Where so many bytes can be written; how many of them are taken is told by `take`. */
  room(bytes: number): { piece: Buffer; start: number } {
    if (this.#used + bytes > PIECE) {
      this.#pieces.push(Buffer.allocUnsafeSlow(PIECE));
      this.#used = 0;
    }
    return { piece: this.#pieces[this.#pieces.length - 1]!, start: this.#used };
  }

  /** What was written from `start` of the newest piece up to `end` stays; answers with its place. */
  take(start: number, end: number): number {
    this.#used = end;
    return (this.#pieces.length - 1) * PIECE + start;
  }

  /** Where a place lies. */
  at(place: number): { piece: Buffer; start: number } {
    return { piece: this.#pieces[Math.floor(place / PIECE)]!, start: place % PIECE };
  }
}
