/** Samples of which the surest is taken: enough for one slow answer not to count, few enough to follow a clock that is set. */
const KEPT = 8;
/** From here on a person is told (sync.md §5.2). */
const WORTH_SAYING_MS = 120_000;

export interface Skew {
  /** How far the hub’s clock is ahead of this one, ms. */
  ms: number;
  /** Half of the way there and back: the estimate is not further off. */
  within: number;
}

/** How far this computer’s clock is off the hub’s. Only said, never decided by: order is the hub’s numbers. */
export class ClockSkew {
  readonly #samples: Skew[] = [];

  /** `sent`, `received`: by this clock; `serverTime`: as the answer says. */
  note({ sent, received, serverTime }: { sent: number; received: number; serverTime: number }): void {
    // A clock that was set back while the answer was on its way says nothing.
    if (received < sent) return;
    this.#samples.push({ ms: Math.round(serverTime - (sent + received) / 2), within: (received - sent) / 2 });
    if (this.#samples.length > KEPT) this.#samples.shift();
  }

  /** By the quickest of the last answers; null: there was none. */
  estimate(): Skew | null {
    return this.#samples.reduce<Skew | null>(
      (best, sample) => (best === null || sample.within <= best.within ? sample : best),
      null,
    );
  }

  isWorthSaying(): boolean {
    const skew = this.estimate();
    return skew !== null && Math.abs(skew.ms) - skew.within > WORTH_SAYING_MS;
  }
}
