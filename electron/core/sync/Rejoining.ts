import { AppError } from '../../../shared/domain/errors.ts';
import type { WriteDb } from '../../db/database.ts';
import { askWhetherLost } from '../../sync/client/askWhetherLost.ts';
import { renumber } from '../../sync/client/renumber.ts';
import type { Step } from '../../sync/client/SyncClient.ts';
import { stateOf } from '../../sync/client/syncState.ts';
import type { Turns } from '../Turns.ts';
import type { HubDoor, HubPlace } from './HubDoor.ts';
import { storedNextPlace, storeNextPlace, storePlace } from './hubPlace.ts';
import { type StoppedWhy, stoppedBy } from './keeperStanding.ts';

/** A hub that is another one has nothing of what this desk holds: coming in there anew would take it away. */
const CURED: readonly StoppedWhy[] = ['device-cloned', 'unknown-device', 'revoked'];

interface Needs {
  db: WriteDb;
  writes: Turns;
  clock: { now(): number };
}

/**
 * A store that the hub takes no more under its name goes on there under a new one: because it was put back to a state of
 * before, lives twice, was forgotten or sent away. What was done here and the hub does not have is kept, and sent under
 * the new name once somebody has let it in.
 */
export class Rejoining {
  readonly #needs: Needs;
  #next: HubPlace | null;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#next = storedNextPlace(needs.db);
  }

  /** As whom it has asked; null: it has not. */
  get next(): HubPlace | null {
    return this.#next;
  }

  /** Asks the same hub, by a code. Errors: SYNC_JOINED (nothing is wrong with the present name, or it has asked already), those of the door. */
  async ask(
    door: HubDoor,
    { place, why }: { place: HubPlace | null; why: StoppedWhy | null },
    asked: { code: string; name: string },
  ): Promise<void> {
    if (place === null || why === null || !CURED.includes(why) || this.#next !== null)
      throw new AppError('SYNC_JOINED');
    const { address, pin } = place;
    const next = { address, pin, name: asked.name, ...(await door.request({ ...asked, address, pin })) };
    await this.#keep(next);
  }

  /** The hub has another key by now, or another address. */
  async trust(seen: Pick<HubPlace, 'address' | 'pin' | 'fingerprint'>): Promise<void> {
    if (this.#next !== null) await this.#keep({ ...this.#next, ...seen });
  }

  async takeBack(): Promise<void> {
    await this.#keep(null);
  }

  /**
   * Goes on as whoever was let in; null: nobody has let it in yet. What the old name was answered is pulled first
   * (`pull`), or it would be sent a second time. Errors: those of the way, SYNC_REFUSED.
   */
  async goOn(door: HubDoor, pull: () => Promise<Step>): Promise<HubPlace | null> {
    const next = this.#next!;
    if (!(await door.isActive(next))) return null;
    const why = await endOf(pull);
    // Which of them it is to go on with is not known yet.
    if (why === 'two-hubs') throw new AppError('SYNC_REFUSED', { case: why });
    const { db, writes, clock } = this.#needs;
    // A hub that has forgotten the name was put back, and has lost what came under it. A name that was sent away could not
    // hear of it.
    const lost = why === 'unknown-device' || (await this.#isLost(door, next));
    await writes.take(() =>
      db.transaction(() => {
        renumber(db, { device: next.device, at: clock.now(), lost });
        storePlace(db, next);
        storeNextPlace(db, null);
      }),
    );
    this.#next = null;
    return next;
  }

  async #isLost(door: HubDoor, next: HubPlace): Promise<boolean> {
    const calls = door.calls(next);
    try {
      const { device } = next;
      const answer = await askWhetherLost(calls, { device, token: stateOf(this.#needs.db, 'token') });
      if (answer.kind === 'refused') throw new AppError('SYNC_REFUSED', { case: answer.why });
      return answer.isLost;
    } finally {
      calls.close();
    }
  }

  async #keep(next: HubPlace | null): Promise<void> {
    const { db, writes } = this.#needs;
    await writes.take(() => storeNextPlace(db, next));
    this.#next = next;
  }
}

/** Pulls as long as there is something; why it ended, where the hub has ended it. */
async function endOf(pull: () => Promise<Step>): Promise<StoppedWhy | 'two-hubs' | null> {
  try {
    for (;;) {
      const step = await pull();
      if (step.kind === 'stopped') return step.why;
      if (step.kind === 'done') return null;
    }
  } catch (error) {
    const why = stoppedBy(error);
    if (why === null) throw error;
    return why;
  }
}
