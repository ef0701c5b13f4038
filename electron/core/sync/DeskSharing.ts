import { z } from 'zod';
import { type ShareState, shareState } from '../../../shared/contract/bundles.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import type { ReadDb, WriteDb } from '../../db/database.ts';
import { diskFiles } from '../../sync/bundle/diskFiles.ts';
import type { Verifying } from '../../sync/bundle/verifyPart.ts';
import { stateOf } from '../../sync/client/syncState.ts';
import type { Log } from '../core.ts';
import { Turns } from '../Turns.ts';
import type { BundleDesk } from './BundleDesk.ts';
import { requireFolder, type SharedAtDesk, shareAtDesk, sweepAtDesk } from './shareAtDesk.ts';

interface Needs {
  desk: BundleDesk;
  db: WriteDb;
  writes: Turns;
  clock: { now(): number };
  log: Log;
  /** The windows are told that something is to be shown anew. */
  changed(): void;
}

const KEY = 'sync share folder';
const OFF: ShareState = { folder: null, last: null };
const kept = z.string().transform((text) => shareState.parse(JSON.parse(text)));

/** A folder that the hub reaches, too: through it a desk exchanges in rounds that do not reach the hub itself. Off unless somebody names one. */
export class DeskSharing {
  readonly #needs: Needs;
  /** A folder has one writer: a turn that somebody asks for waits for the one of a round. */
  readonly #turns = new Turns();
  /** What the hub has meanwhile may lie there; known to be not so after a look. */
  #mayLie = true;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  get state(): ShareState {
    return stored(this.#needs.db);
  }

  /** Errors: FILE_NOT_FOUND (no such folder). */
  async set(folder: string | null): Promise<void> {
    if (folder !== null) await requireFolder(folder);
    await this.#keep(folder === null ? OFF : { folder, last: null });
  }

  /** One turn at a folder, behind any that goes on. Errors: those of shareAtDesk. */
  turn(folder: string, running: Verifying): Promise<SharedAtDesk> {
    const { desk, db, writes } = this.#needs;
    return this.#turns.take(() => shareAtDesk({ desk, db, writes }, diskFiles, folder, running));
  }

  /** A round did not reach the hub. What goes wrong is kept, to be told, and tried again by the next. */
  async unreached(signal: AbortSignal): Promise<void> {
    const { db, clock, log } = this.#needs;
    const { folder } = this.state;
    if (folder === null || stateOf(db, 'device') === null) return;
    const at = clock.now();
    this.#mayLie = true;
    try {
      const turn = await this.turn(folder, { signal });
      const refused = turn.refused.map(({ names, error }) => ({ names, problem: problemOf(error) }));
      const written = turn.written === null ? 0 : 1;
      await this.#noted(folder, { at, taken: turn.taken.length, written, refused, trouble: null });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof AppError)) log.error('share-failed', error);
      const trouble = problemOf(error instanceof AppError ? error : new AppError('FILE_NOT_WRITABLE'));
      await this.#noted(folder, { at, taken: 0, written: 0, refused: [], trouble });
    }
  }

  /** The hub was reached: what it has by now does not go on lying there. */
  async reached(): Promise<void> {
    const { desk, db, log } = this.#needs;
    const { folder } = this.state;
    if (folder === null || !this.#mayLie) return;
    this.#mayLie = false;
    try {
      await this.#turns.take(() => sweepAtDesk({ desk, db }, diskFiles, folder, true));
    } catch (error) {
      // The next turn there sweeps as well.
      log.error('share-sweep-failed', error);
    }
  }

  /** What was set meanwhile stays. */
  async #noted(folder: string, last: NonNullable<ShareState['last']>): Promise<void> {
    if (this.state.folder === folder) await this.#keep({ folder, last });
  }

  async #keep(state: ShareState): Promise<void> {
    const { db, writes, changed } = this.#needs;
    const before = this.state;
    await writes.take(() => store(db, state));
    // That there was another turn like the last one is seen by whoever looks; windows are not to ask everything anew for it.
    if (withoutTime(before) !== withoutTime(state)) changed();
  }
}

function withoutTime({ folder, last }: ShareState): string {
  return JSON.stringify({ folder, last: last && { ...last, at: 0 } });
}

function problemOf({ code, params }: AppError): NonNullable<NonNullable<ShareState['last']>['trouble']> {
  return { code, params };
}

function stored(db: ReadDb): ShareState {
  const row = db.read<{ value: string }>('SELECT value FROM local WHERE key = ?').get(KEY);
  return row ? kept.parse(row.value) : OFF;
}

function store(db: WriteDb, state: ShareState): void {
  db.write(
    'INSERT INTO local (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(KEY, JSON.stringify(state));
}
