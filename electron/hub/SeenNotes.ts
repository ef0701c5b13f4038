import type { HubDb, HubPorts } from './hubPorts.ts';
import { noteSeen, type Seen } from './noteSeen.ts';

/** How long what desks have taken may be known here alone. */
const EVERY_MS = 5000;

/**
 * How far devices have the log, noted for all of them at once: two hundred desks that are woken by one commit must not
 * make two hundred commits of their own. What a process that ends has not written yet costs nothing but that compaction
 * leaves a little more.
 */
export class SeenNotes {
  readonly #db: HubDb;
  readonly #ports: Pick<HubPorts, 'now'>;
  #seen = new Map<string, Seen>();
  #writtenAt = Number.NEGATIVE_INFINITY;

  constructor(db: HubDb, ports: Pick<HubPorts, 'now'>) {
    this.#db = db;
    this.#ports = ports;
  }

  async note(device: string, token: string): Promise<void> {
    const now = this.#ports.now();
    this.#seen.set(device, { device, token, now });
    // Also when the clock was set back.
    if (Math.abs(now - this.#writtenAt) < EVERY_MS) return;
    this.#writtenAt = now;
    await this.write();
  }

  async write(): Promise<void> {
    const seen = [...this.#seen.values()];
    this.#seen = new Map();
    await noteSeen(this.#db, seen);
  }
}
