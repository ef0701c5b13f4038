import type { NetPorts } from '../../sync/net/netPorts.ts';

const EVERY_MS = 60_000;

/** Turns at a shared folder beside a hub that is served: one at once, then every minute, and whenever somebody does not want to wait. */
export class ShareTurns {
  readonly #delay: NetPorts['delay'];
  #wake: () => void = () => undefined;
  #isAsked = false;

  constructor({ delay }: Pick<NetPorts, 'delay'>) {
    this.#delay = delay;
  }

  now(): void {
    this.#isAsked = true;
    this.#wake();
  }

  /** Until the signal. What goes wrong is told, and tried again with the next turn. */
  async run(turn: () => Promise<void>, signal: AbortSignal, failed: (error: unknown) => void): Promise<void> {
    while (!signal.aborted) {
      this.#isAsked = false;
      await turn().catch((error: unknown) => {
        if (!signal.aborted) failed(error);
      });
      if (!this.#isAsked) await this.#wait(signal);
    }
  }

  async #wait(signal: AbortSignal): Promise<void> {
    const waiting = new AbortController();
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    await Promise.race([this.#delay(EVERY_MS, AbortSignal.any([signal, waiting.signal])), woken]);
    waiting.abort();
  }
}
