import type { DoorCalls, HubStanding } from './HubDoor.ts';

/** The hub is greeted anew after so long: another program may run there by now, or a backup may have been made. */
const GREET_EVERY_MS = 10 * 60_000;

interface Needs {
  calls: Pick<DoorCalls, 'hello' | 'standing' | 'wait' | 'skew'>;
  now(): number;
  /** The hub has something new, or can’t be waited for any more: a round is due. */
  wake(): void;
  /** What the hub says of itself is otherwise than before: windows show it. */
  news(): void;
}

/**
 * Beside the rounds of a desk: greets its hub, and waits there for something new on a connection of its own. A wake-up
 * that is lost costs time only; where waiting fails the desk looks by itself.
 */
export class HubWatch {
  readonly #needs: Needs;
  readonly #ending = new AbortController();
  #greetedAt: number | null = null;
  #standing: HubStanding | null = null;
  #head = 0;
  /** No round is under way: what is new is worth waking up for. */
  #isIdle = false;
  /** Waiting failed, or woke up for nothing. */
  #isDown = false;
  #wokeAt: number | null = null;
  #waiting: Promise<void> | null = null;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** What the hub said of itself last; null: nothing yet, or it is of a version that does not say. */
  get standing(): HubStanding | null {
    return this.#standing;
  }

  /** How far the hub’s clock is ahead, ms, where that is worth saying to a person. */
  get skewMs(): number | null {
    return this.#needs.calls.skew();
  }

  /** Before a round. `saw`: see DoorCalls.standing; `isAsked`: a person wants to know. Errors: SYNC_REFUSED (upgradeClient, upgradeHub), and those of the way. */
  async greet(saw: string | null, isAsked: boolean): Promise<{ instance: string } | null> {
    this.#isIdle = false;
    const { calls, now } = this.#needs;
    const isDue = this.#greetedAt === null || Math.abs(now() - this.#greetedAt) > GREET_EVERY_MS;
    if (!isDue && !isAsked) return null;
    const hub = await calls.hello();
    const standing = await calls.standing({ saw });
    this.#greetedAt = now();
    const isNews = JSON.stringify(standing) !== JSON.stringify(this.#standing);
    this.#standing = standing;
    if (isNews) this.#needs.news();
    return hub;
  }

  /** After a round that ended at `head`. False: the hub wakes nobody for now, and is to be looked at soon. */
  follow(head: number): boolean {
    // The round changed nothing: whatever the hub has there is not for this desk to be had.
    if (this.#wokeAt === head) this.#isDown = true;
    this.#wokeAt = null;
    this.#head = head;
    if (this.#isDown) {
      this.#isDown = false;
      return false;
    }
    this.#isIdle = true;
    this.#waiting ??= this.#wait();
    return true;
  }

  /** The round failed: the hub that answers next may be another one. */
  lost(): void {
    this.#greetedAt = null;
    this.#isIdle = false;
  }

  async close(): Promise<void> {
    this.#ending.abort();
    await this.#waiting;
  }

  async #wait(): Promise<void> {
    const { signal } = this.#ending;
    try {
      while (!signal.aborted) {
        const asked = this.#head;
        const said = await this.#needs.calls.wait(asked, signal);
        // What came while a round was under way is in it, or found by the question after it.
        if (!this.#isIdle) return;
        if (said.head === this.#head || asked !== this.#head) continue;
        this.#isIdle = false;
        this.#wokeAt = asked;
        this.#needs.wake();
        return;
      }
    } catch {
      // Why is told by the next round, which greets first: another version may answer there by now.
      this.#isDown = true;
      this.#greetedAt = null;
      if (this.#isIdle && !signal.aborted) this.#needs.wake();
    } finally {
      this.#waiting = null;
    }
  }
}
