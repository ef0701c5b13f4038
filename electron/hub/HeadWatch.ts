import type { NetPorts } from '../sync/net/netPorts.ts';
import type { HubDb } from './hubPorts.ts';
import { LogNews, type LogReader } from './LogNews.ts';

/** sync.md §4. */
const WAIT_MS = 25_000;
/** What other processes of the same hub commit is seen after this at the latest. */
const LOOK_MS = 5000;
/** Who waits beyond the first of these makes the next wake-up come so much later, ms, and never later than that. */
const [FEW, EACH_MS, MOST_MS] = [10, 1, 250];

interface Waiting {
  head: number;
  /** Null: whatever it is, it is told. */
  reader: LogReader | null;
  woken: AbortController;
}

/**
 * Wakes devices that wait for something new, of those whom it is for. It carries nothing: a wake-up that is lost costs a
 * device a little time. Two hundred desks that are woken by each of forty commits a second would ask eight thousand times a
 * second: what is committed shortly after a wake-up is told by the next one, later the more of them wait.
 */
export class HeadWatch {
  readonly news = new LogNews();
  readonly #db: HubDb;
  readonly #ports: Pick<NetPorts, 'now' | 'delay'>;
  readonly #tellOthers: () => void;
  readonly #never = new AbortController().signal;
  readonly #waiting = new Set<Waiting>();
  #wokeAt = Number.NEGATIVE_INFINITY;
  #isPlanned = false;
  #reading: Promise<number> | null = null;

  /** `tellOthers`: other processes of the same hub are to hear of what this one committed. */
  constructor(db: HubDb, ports: Pick<NetPorts, 'now' | 'delay'>, tellOthers: () => void = () => undefined) {
    this.#db = db;
    this.#ports = ports;
    this.#tellOthers = tellOthers;
  }

  /** Something was committed here. */
  moved(): void {
    this.#tellOthers();
    this.heard();
  }

  /** Something was committed, here or by another process. */
  heard(): void {
    // What is being read now may be of before.
    this.#reading = null;
    if (this.#isPlanned) return;
    const pause = Math.min(MOST_MS, Math.max(0, this.#waiting.size - FEW) * EACH_MS);
    const since = Math.max(0, this.#ports.now() - this.#wokeAt);
    if (since >= pause) {
      this.#wake();
      return;
    }
    this.#isPlanned = true;
    void this.#ports.delay(pause - since, this.#never).then(() => {
      this.#isPlanned = false;
      this.#wake();
    });
  }

  #wake(): void {
    this.#wokeAt = this.#ports.now();
    const wakeThem = () => {
      for (const one of this.#waiting) if (this.#isFor(one)) one.woken.abort();
    };
    // Looked first: what this process has not written itself is for everybody. Who asks what it is told why it failed.
    this.#head().then(wakeThem, wakeThem);
  }

  #isFor({ reader, head }: Waiting): boolean {
    return reader === null || this.news.isFor(reader, head);
  }

  /** The head, as soon as it is not `head` (any more) and there is something for the reader, at the latest after 25 s. */
  async wait(head: number, signal: AbortSignal, reader: LogReader | null = null): Promise<{ head: number }> {
    const until = this.#ports.now() + WAIT_MS;
    for (;;) {
      // Listened before looked: what is committed between the two is not missed.
      const waiting: Waiting = { head, reader, woken: new AbortController() };
      this.#waiting.add(waiting);
      try {
        const now = await this.#head();
        const left = until - this.#ports.now();
        // A log that is shorter than what somebody has is told at once.
        const isNews = now < head || (now > head && !this.#isPlanned && this.#isFor(waiting));
        if (isNews || left <= 0 || signal.aborted) return { head: now };
        const woken = AbortSignal.any([signal, waiting.woken.signal]);
        await this.#ports.delay(Math.min(left, LOOK_MS), woken);
      } finally {
        this.#waiting.delete(waiting);
      }
    }
  }

  /** Read once for all who ask at the same time. */
  #head(): Promise<number> {
    if (this.#reading !== null) return this.#reading;
    const reading = this.#readHead().finally(() => {
      if (this.#reading === reading) this.#reading = null;
    });
    this.#reading = reading;
    return reading;
  }

  async #readHead(): Promise<number> {
    const row = await this.#db.selectFrom('partition').select('head_seq').executeTakeFirstOrThrow();
    const head = Number(row.head_seq);
    this.news.ends(head);
    return head;
  }
}
