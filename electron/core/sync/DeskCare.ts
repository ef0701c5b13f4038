import { AuditRounds } from './AuditRounds.ts';
import { deskHealth, waitingOf } from './deskHealth.ts';
import type { DoorCalls } from './HubDoor.ts';
import type { KeeperNeeds } from './keeperNeeds.ts';

/** A hub that answers and takes nothing for so long is a fault that nobody would see (sync.md §5.11). */
const STUCK_MS = 2 * 60_000;
/** The hub is told of changes so often at most, and in any case so often. */
const [TELL_MS, TELL_AT_LAST_MS] = [60_000, 10 * 60_000];

/** Behind a round: compares this desk with its hub, looks whether it gets on, and tells the hub how it does. */
export class DeskCare {
  readonly #needs: KeeperNeeds;
  readonly #audits: AuditRounds;
  /** The first of what waits, and since when it is that one while the hub answers. */
  #first: { mid: number; since: number } | null = null;
  #stuckSince: number | null = null;
  #told: { text: string; at: number } | null = null;

  constructor(needs: KeeperNeeds) {
    this.#needs = needs;
    this.#audits = new AuditRounds(needs);
  }

  /** Since when nothing goes on although the hub answers, epoch ms. */
  get stuckSince(): number | null {
    return this.#stuckSince;
  }

  /** After a round to which the hub answered. Errors: those of the way. */
  async round(calls: Pick<DoorCalls, 'audit' | 'report'>, signal: AbortSignal): Promise<void> {
    this.#watch();
    await this.#needs.reached();
    await this.#audits.round(calls, signal);
    await this.#tell(calls);
  }

  /** The hub was not reached, or does not want this desk: that is no standing still. */
  offline(): void {
    this.#first = null;
    this.#stuckSince = null;
  }

  #watch(): void {
    const { db, clock, log, changed } = this.#needs;
    const { first } = waitingOf(db);
    const at = clock.now();
    if (first === null || first !== this.#first?.mid)
      this.#first = first === null ? null : { mid: first, since: at };
    const since =
      this.#first !== null && Math.abs(at - this.#first.since) >= STUCK_MS ? this.#first.since : null;
    if (since === this.#stuckSince) return;
    this.#stuckSince = since;
    if (since !== null) log.info('sync-stuck', { mid: first!, since });
    changed();
  }

  async #tell(calls: Pick<DoorCalls, 'report'>): Promise<void> {
    const { db, clock } = this.#needs;
    const at = clock.now();
    const told = this.#told;
    const age = told === null ? Number.POSITIVE_INFINITY : Math.abs(at - told.at);
    // Rounds follow each other closely: nothing is counted for what would not be told anyway.
    if (age < TELL_MS) return;
    const report = deskHealth(db, this.#stuckSince);
    const text = JSON.stringify(report);
    if (text === told?.text && age < TELL_AT_LAST_MS) return;
    await calls.report(report);
    this.#told = { text, at };
  }
}
