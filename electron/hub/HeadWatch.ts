import type { NetPorts } from '../sync/net/netPorts.ts';
import type { HubDb } from './hubPorts.ts';

/** sync.md §4. */
const WAIT_MS = 25_000;
/** What other processes of the same hub commit is seen after this at the latest. */
const LOOK_MS = 5000;

/** Wakes devices that wait for something new. It carries nothing: a wake-up that is lost costs a device a little time. */
export class HeadWatch {
  readonly #db: HubDb;
  readonly #ports: Pick<NetPorts, 'now' | 'delay'>;
  #waiting = new AbortController();

  constructor(db: HubDb, ports: Pick<NetPorts, 'now' | 'delay'>) {
    this.#db = db;
    this.#ports = ports;
  }

  /** Something was committed. */
  moved(): void {
    this.#waiting.abort();
    this.#waiting = new AbortController();
  }

  /** The head, as soon as it is not `head` (any more), at the latest after 25 s. */
  async wait(head: number, signal: AbortSignal): Promise<{ head: number }> {
    const until = this.#ports.now() + WAIT_MS;
    for (;;) {
      // Listened before looked: what is committed between the two is not missed.
      const woken = AbortSignal.any([signal, this.#waiting.signal]);
      const now = await this.#head();
      const left = until - this.#ports.now();
      if (now !== head || left <= 0 || signal.aborted) return { head: now };
      await this.#ports.delay(Math.min(left, LOOK_MS), woken);
    }
  }

  async #head(): Promise<number> {
    const row = await this.#db.selectFrom('partition').select('head_seq').executeTakeFirstOrThrow();
    return Number(row.head_seq);
  }
}
