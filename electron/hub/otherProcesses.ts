import pg from 'pg';
import type { NetPorts } from '../sync/net/netPorts.ts';
import type { HubTrouble } from './openHub.ts';

/** What all processes of one hub call each other by, in their database. */
const CHANNEL = 'xueji_hub';
/** Between two tries to be heard again, ms: doubled up to the last. */
const [FIRST_WAIT_MS, MOST_WAIT_MS] = [1_000, 30_000];

/** The other processes that serve the same PostgreSQL database. */
export interface OtherProcesses {
  /** Something was committed here. Costs nobody a wait; one that is lost costs theirs a look (HeadWatch). */
  tell(): void;
  close(): Promise<void>;
}

export interface OthersParts {
  url: string;
  ports: NetPorts;
  /** Another process has committed something, or may have, while nothing could be heard. */
  heard(): void;
  trouble: HubTrouble;
}

/**
 * Listens (LISTEN) on a connection of its own, and tells (NOTIFY) on the same one, so that desks of one process hear at
 * once of what desks of another did. Where it can’t be had, through a pooler for example, the look every five seconds
 * stays; it is tried again for as long as the hub is served.
 */
export function otherProcesses(parts: OthersParts): OtherProcesses {
  const listening = new Listening(parts);
  const running = listening.run();
  return {
    tell: () => listening.tell(),
    async close() {
      listening.stop();
      await running;
    },
  };
}

class Listening {
  readonly #parts: OthersParts;
  readonly #own: string;
  readonly #ending = new AbortController();
  #client: pg.Client | null = null;
  /** Ends what is listened to now. */
  #broken: () => void = () => undefined;
  #isTelling = false;
  #isMore = false;

  constructor(parts: OthersParts) {
    this.#parts = parts;
    this.#own = parts.ports.random();
  }

  async run(): Promise<void> {
    const { signal } = this.#ending;
    const { ports, trouble } = this.#parts;
    for (let wait = FIRST_WAIT_MS; !signal.aborted; wait = Math.min(wait * 2, MOST_WAIT_MS)) {
      try {
        await this.#listen(() => {
          wait = FIRST_WAIT_MS;
        });
      } catch (error) {
        if (!signal.aborted) trouble('other processes can’t be heard', error as Error);
      }
      if (!signal.aborted) await ports.delay(wait, signal);
    }
  }

  stop(): void {
    this.#ending.abort();
    this.#broken();
  }

  tell(): void {
    this.#isMore = true;
    if (!this.#isTelling) void this.#tellAll();
  }

  /** What comes while one is on its way goes with the next. */
  async #tellAll(): Promise<void> {
    this.#isTelling = true;
    while (this.#isMore && this.#client !== null) {
      this.#isMore = false;
      // A connection that breaks is heard of by who listens on it.
      await this.#client.query('SELECT pg_notify($1, $2)', [CHANNEL, this.#own]).catch(() => undefined);
    }
    this.#isTelling = false;
  }

  /** Until the connection breaks, or is to end. Errors: those of a server that can’t be had. */
  async #listen(begun: () => void): Promise<void> {
    const { url, heard } = this.#parts;
    const client = new pg.Client({
      ...{ connectionString: url, application_name: 'xueji-hub-others', keepAlive: true },
      connectionTimeoutMillis: 15_000,
    });
    const over = new Promise<Error | null>((resolve) => {
      client.on('error', resolve);
      client.on('end', () => resolve(null));
      this.#broken = () => resolve(null);
    });
    try {
      await client.connect();
      client.on('notification', ({ payload }) => {
        if (payload !== this.#own) heard();
      });
      // A wake-up need not outlast a power cut, and waits for no disk.
      await client.query('SET synchronous_commit = off');
      await client.query(`LISTEN ${CHANNEL}`);
      this.#client = client;
      begun();
      // What was committed before is not told again.
      heard();
      this.tell();
      const error = this.#ending.signal.aborted ? null : await over;
      if (error) throw error;
    } finally {
      this.#client = null;
      await client.end().catch(() => undefined);
    }
  }
}
