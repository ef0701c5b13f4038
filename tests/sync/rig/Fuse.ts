/** The power, or the program, went away between two statements. What was not committed is not there. */
export class PowerCut extends Error {
  override readonly name = 'PowerCut';
}

/** Burns at the Nth statement from when it was set, once. */
export class Fuse {
  #left = Number.POSITIVE_INFINITY;

  /** Statements until it burns. */
  get left(): number {
    return this.#left;
  }

  set(statements: number): void {
    this.#left = statements;
  }

  /** Taken out again; true if it has not burned. */
  out(): boolean {
    const isWhole = this.#left !== Number.POSITIVE_INFINITY;
    this.#left = Number.POSITIVE_INFINITY;
    return isWhole;
  }

  tick(): void {
    this.#left -= 1;
    if (this.#left > 0) return;
    this.#left = Number.POSITIVE_INFINITY;
    throw new PowerCut('between two statements');
  }
}
