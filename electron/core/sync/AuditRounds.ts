import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WriteDb } from '../../db/database.ts';
import { type AuditCall, auditRows } from '../../sync/client/auditRows.ts';
import { forgetHashes, hashRows } from '../../sync/client/rowHashes.ts';
import { setState, stateOf } from '../../sync/client/syncState.ts';
import type { Turns } from '../Turns.ts';
import type { DoorCalls } from './HubDoor.ts';

const DAY_MS = 24 * 3_600_000;
/** What the disk has changed by itself is found by hashing everything anew: so often (sync.md §5.8). */
const WHOLE_MS = 30 * DAY_MS;
/** Where others write meanwhile it is tried again, not more often than this. */
const AGAIN_MS = 60_000;
/** Rows hashed between two rounds at most: the first time there are all of them, and sync goes on meanwhile. */
const [SLICES, SLICE] = [20, 500];

interface Needs {
  db: WriteDb;
  clock: { now(): number };
  writes: Turns;
  log: { info(event: string, data: Record<string, number>): void };
  changed(): void;
}

/** Once a day, and after each image: whether this desk has what the hub has. What differs is taken from the hub, and noted. */
export class AuditRounds {
  readonly #needs: Needs;
  #triedAt = Number.NEGATIVE_INFINITY;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** To be called behind a round in which everything was pulled. Errors: those of the way. */
  async round(calls: Pick<DoorCalls, 'audit'>, signal: AbortSignal): Promise<void> {
    const { db, clock, writes, log, changed } = this.#needs;
    const at = clock.now();
    if (!this.#isDue(at) || Math.abs(at - this.#triedAt) < AGAIN_MS) return;
    if (!(await this.#hash(at, signal))) return;
    this.#triedAt = at;
    const ask: AuditCall = async (request) => (await calls.audit(request)) ?? NOT_SAID;
    const end = await auditRows(db, ask, {
      now: () => clock.now(),
      breathe: () => nextTurn(),
      inTurn: (work) => writes.take(work),
    });
    if (end.kind !== 'compared') return;
    await writes.take(() =>
      db.transaction(() => {
        setState(db, 'auditedAt', String(at));
        setState(db, 'auditMended', String(end.mended));
      }),
    );
    if (end.mended === 0) return;
    log.info('sync-audit', { mended: end.mended });
    changed();
  }

  #isDue(at: number): boolean {
    const last = stateOf(this.#needs.db, 'auditedAt');
    // Also when the clock was set back.
    return !last || Math.abs(at - Number(last)) >= DAY_MS;
  }

  /** False: there is more to be hashed in the next round. */
  async #hash(at: number, signal: AbortSignal): Promise<boolean> {
    const { db, writes } = this.#needs;
    const whole = stateOf(db, 'hashedAt');
    if (whole === null || Math.abs(at - Number(whole)) >= WHOLE_MS)
      await writes.take(() =>
        db.transaction(() => {
          if (whole !== null) forgetHashes(db);
          setState(db, 'hashedAt', String(at));
        }),
      );
    for (let slice = 0; slice < SLICES; slice++) {
      signal.throwIfAborted();
      if ((await writes.take(() => hashRows(db, SLICE))) === 0) return true;
      await nextTurn();
    }
    return false;
  }
}

/** Of a hub of an earlier version. */
const NOT_SAID = { kind: 'moved' } as const;
