/**
 * Writers one after the other. SQLite has one writer anyway; waiting here, without blocking, keeps a click
 * during a long import from failing or from freezing the core.
 */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `work` when everything asked for before it has ended, however that ended. */
  take<T>(work: () => Promise<T> | T): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
