/** A number that grows with every commit, and those who wait for it to grow. */
export class DataVersion {
  #current = 1;
  readonly #waiting = new Set<() => void>();

  get current(): number {
    return this.#current;
  }

  grow(): void {
    this.#current++;
    for (const wake of [...this.#waiting]) wake();
  }

  /** The version now, and again after each change, until the signal says stop. */
  async *follow(signal: AbortSignal | undefined): AsyncGenerator<number> {
    let seen = 0;
    while (!signal?.aborted) {
      if (seen !== this.#current) {
        seen = this.#current;
        yield seen;
        continue;
      }
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#waiting.delete(wake);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        this.#waiting.add(wake);
        signal?.addEventListener('abort', wake, { once: true });
      });
    }
  }

  /** Ends every wait: the core is closing. */
  close(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
