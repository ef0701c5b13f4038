import type { NetPorts } from './netPorts.ts';

const [FIRST_MS, MOST_MS] = [1000, 60_000];

/** How long to wait before a hub that did not answer is asked again: twice as long each time, half of it by chance. */
export class Backoff {
  readonly #random: NetPorts['random'];
  #failures = 0;

  constructor({ random }: Pick<NetPorts, 'random'>) {
    this.#random = random;
  }

  /** After a failure: the next wait, ms. Two hundred devices that lost their hub together do not come back together. */
  next(): number {
    const whole = Math.min(MOST_MS, FIRST_MS * 2 ** this.#failures);
    if (whole < MOST_MS) this.#failures += 1;
    const chance = Number.parseInt(this.#random().slice(0, 8), 16) / 2 ** 32;
    return Math.floor(whole / 2 + (whole / 2) * chance);
  }

  /** After an answer. */
  reset(): void {
    this.#failures = 0;
  }
}
