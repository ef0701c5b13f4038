import type { ProgressEvent } from '../../../shared/contract/progress.ts';
import type { StartState, StartTrouble } from '../../../shared/contract/start.ts';
import { AppError, type ErrorCode } from '../../../shared/domain/errors.ts';
import { damagedOr } from '../../db/damagedOr.ts';
import type { DataKey } from '../../security/dataKey.ts';
import { readKeyRing, slotOf } from '../../security/keyRing.ts';
import type { Clock, Core, Ids, Log } from '../core.ts';
import { folderError } from '../folderError.ts';
import { Turns } from '../Turns.ts';
import { KeyAttempts } from './KeyAttempts.ts';
import { StartDesk, type StartDoor } from './StartDesk.ts';

/** What a host shows: the desk of an open store, or the start page of one that is not. */
export type Face = Core | StartDesk;

export function isStart(face: Face): face is StartDesk {
  return face instanceof StartDesk;
}

/** Of these a key is missing: the start page asks for one. */
const LOCKED: ReadonlySet<string> = new Set<ErrorCode>(['STORE_LOCKED', 'KEY_WRONG', 'KEY_PASSPHRASE']);

/** What a core is told to call by whoever opens it. */
export interface CoreHooks {
  /** The core is to be closed and opened anew: a restore waits. */
  onReopen(): void;
  /** A page of the store can't be read: nothing more is to be written to it. */
  onDamaged(): void;
  /** Of what is done before it can be open: a plain store of an earlier version is encrypted. */
  onProgress(event: Omit<ProgressEvent, 'type'>): void;
}

export interface DoorOptions {
  dataDir: string;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** See CoreOptions. */
  actor: string;
  /** The store's key. See shared/contract/start. Errors: those of unlockStore and of recoverStore. */
  unlock(passphrase: string | null, recoveryKey: string | null): Promise<DataKey>;
  /** Encrypts a plain store, if it is one, and opens it. Errors: those of encryptStore and of createCore. */
  openCore(key: DataKey, hooks: CoreHooks): Promise<Core>;
  /** From now on another face answers, as soon as it is there; not called for the first. */
  onFace(opening: Promise<Face>): Promise<void> | void;
  /** See StartDoor. */
  openFolder: (() => void) | null;
}

/**
 * Opens the store of a data folder for a host that stays, and when it can't be opened gives it the start page instead.
 * The key that was found is kept as long as the host runs, so that nobody types a passphrase for a restore.
 */
export class StoreDoor implements StartDoor {
  readonly #options: DoorOptions;
  readonly #turns = new Turns();
  readonly #attempts: KeyAttempts;
  /** Resolves when opening takes so long that a window is to show how far it is. */
  readonly #isLong = Promise.withResolvers<void>();
  #key: DataKey | null = null;
  #trouble: StartTrouble | null = null;
  /** What the last try failed with. */
  #answer: StartTrouble | null = null;
  #progress: StartState['progress'] = null;
  #face: Face | null = null;
  #isClosed = false;

  constructor(options: DoorOptions) {
    this.#options = options;
    this.#attempts = new KeyAttempts(options.clock);
  }

  get dataDir(): string {
    return this.#options.dataDir;
  }
  get clock(): Clock {
    return this.#options.clock;
  }
  get ids(): Ids {
    return this.#options.ids;
  }
  get log(): Log {
    return this.#options.log;
  }
  get actor(): string {
    return this.#options.actor;
  }
  get openFolder(): (() => void) | null {
    return this.#options.openFolder;
  }
  get key(): DataKey | null {
    return this.#key;
  }
  /** Only asked while the store is not open. */
  get trouble(): StartTrouble {
    return this.#trouble ?? { code: 'STORE_MISSING', params: {} };
  }

  get progress(): StartState['progress'] {
    return this.#progress;
  }
  get locked(): StartState['locked'] {
    if (!LOCKED.has(this.trouble.code)) return null;
    const ring = readKeyRing(this.dataDir);
    const has = (kind: 'passphrase' | 'recovery') => ring !== null && slotOf(ring, kind) !== null;
    return { passphrase: has('passphrase'), recovery: has('recovery') };
  }

  /** The first face: once, when the host starts. Of a store that is encrypted first it is the start page, at once. */
  async begin(): Promise<Face> {
    const opening = this.#turns.take(async () => {
      const core = await this.#open(null);
      if (this.#face === null) this.#face = core ?? new StartDesk(this);
      else if (core !== null) {
        await this.#leave();
        await this.#show(Promise.resolve(core));
      }
    });
    await Promise.race([opening, this.#isLong.promise]);
    // It goes on behind the page; why it failed is told there.
    this.#face ??= new StartDesk(this);
    return this.#face;
  }

  tryOpen(passphrase: string | null, recoveryKey: string | null): Promise<StartTrouble | null> {
    return this.#turns.take(async () => {
      if (this.#face !== null && !isStart(this.#face)) return null;
      const waiting = passphrase === null ? null : this.#attempts.waiting();
      if (waiting !== null) return waiting;
      const core = await this.#open(passphrase, recoveryKey);
      if (core === null) return this.#answer ?? this.trouble;
      await this.#leave();
      await this.#show(Promise.resolve(core));
      return null;
    });
  }

  /** Closes what is open; nothing is opened any more. */
  close(): Promise<void> {
    this.#isClosed = true;
    return this.#turns.take(() => this.#leave());
  }

  /** Null: it did not open, and `trouble` says why. */
  async #open(passphrase: string | null, recoveryKey: string | null = null): Promise<Core | null> {
    const { unlock, openCore, dataDir, log } = this.#options;
    if (this.#isClosed) throw new AppError('CANCELLED');
    try {
      this.#key =
        passphrase === null && this.#key !== null ? this.#key : await unlock(passphrase, recoveryKey);
      const core = await openCore(this.#key, {
        onProgress: (event) => this.#tell(event),
        onReopen: () => this.#replace(async () => (await this.#open(null)) ?? new StartDesk(this)),
        onDamaged: () =>
          this.#replace(async () => {
            this.#trouble = { code: 'STORE_DAMAGED', params: {} };
            return new StartDesk(this);
          }),
      });
      this.#trouble = null;
      this.#attempts.forget();
      return core;
    } catch (error) {
      this.#answer = this.#troubleOf(folderError(damagedOr(error), dataDir));
      log.info('store-not-opened', { code: this.#answer.code });
      // The store is locked as before: what was typed is told to whoever typed it.
      const ofTyping = passphrase === null ? null : this.#attempts.judge(this.#answer);
      if (ofTyping === null) this.#trouble = this.#answer;
      else this.#answer = ofTyping;
      return null;
    } finally {
      this.#progress = null;
    }
  }

  #troubleOf(error: unknown): StartTrouble {
    if (error instanceof AppError) return { code: error.code, params: error.params };
    const incident = this.#options.ids.next().slice(-8);
    this.#options.log.error('store-not-opened', error, { incident });
    return { code: 'INTERNAL', params: { incident } };
  }

  #tell(event: Omit<ProgressEvent, 'type'>): void {
    this.#progress = event;
    this.#isLong.resolve();
  }

  /** Closes what is open; then the next face answers. */
  #replace(next: () => Promise<Face>): void {
    const { log } = this.#options;
    this.#turns
      .take(async () => {
        if (this.#isClosed) return;
        // Whoever asks from now on waits for the next face.
        await this.#show(this.#leave().then(next));
      })
      .catch((error: unknown) => log.error('face-not-replaced', error));
  }

  async #show(opening: Promise<Face>): Promise<void> {
    const told = this.#options.onFace(opening);
    this.#face = await opening;
    await told;
  }

  async #leave(): Promise<void> {
    const face = this.#face;
    this.#face = null;
    await face?.close();
  }
}
