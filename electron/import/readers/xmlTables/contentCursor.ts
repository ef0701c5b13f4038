/** A place in a stream of bytes that can only be read forward: going back starts it anew. */
export class ContentCursor {
  #open: () => AsyncIterable<Buffer>;
  #pieces: AsyncIterator<Buffer> | null = null;
  #unread: Buffer | null = null;
  #position = 0;

  constructor(open: () => AsyncIterable<Buffer>) {
    this.#open = open;
  }

  /** Where the next piece begins. */
  get position(): number {
    return this.#position;
  }

  /** Null at the end. */
  async next(): Promise<Buffer | null> {
    const kept = this.#unread;
    if (kept !== null) {
      this.#unread = null;
      this.#position += kept.length;
      return kept;
    }
    this.#pieces ??= this.#open()[Symbol.asyncIterator]();
    const { done, value } = await this.#pieces.next();
    if (done) return null;
    this.#position += value.length;
    return value;
  }

  /** Gives back the end of what was read, to be read again. */
  unread(rest: Buffer): void {
    if (rest.length === 0) return;
    this.#unread = this.#unread === null ? rest : Buffer.concat([rest, this.#unread]);
    this.#position -= rest.length;
  }

  /** Forward only; the end of the stream may come first. */
  async skipTo(position: number): Promise<void> {
    while (this.#position < position) {
      const piece = await this.next();
      if (piece === null) return;
      if (this.#position > position) this.unread(piece.subarray(piece.length - (this.#position - position)));
    }
  }

  async close(): Promise<void> {
    await this.#pieces?.return?.();
  }
}
