import { AppError } from '../../../shared/domain/errors.ts';
import { damagedOr } from '../../db/damagedOr.ts';
import { type ClientPorts, type Step, SyncClient } from '../../sync/client/SyncClient.ts';
import { SyncFiles } from '../../sync/client/SyncFiles.ts';
import { setState, stateOf } from '../../sync/client/syncState.ts';
import { unreachableOf } from '../../sync/net/hubTrouble.ts';
import { type BulkProgress, BulkSync } from './BulkSync.ts';
import { besideRows } from './besideRows.ts';
import { CatchingUp } from './CatchingUp.ts';
import { DeskCare } from './DeskCare.ts';
import type { DoorCalls, HubDoor, HubPlace } from './HubDoor.ts';
import { HubWatch } from './HubWatch.ts';
import { headOf } from './headOf.ts';
import { storeHubKey } from './hubKey.ts';
import { storedPlace, storePlace } from './hubPlace.ts';
import type { KeeperNeeds } from './keeperNeeds.ts';
import { type KeeperState, type StoppedWhy, stoppedBy } from './keeperStanding.ts';
import { keyOfHub } from './keyOfHub.ts';
import { noteGreeting } from './noteGreeting.ts';
import { noteTrouble } from './noteTrouble.ts';
import { Rejoining } from './Rejoining.ts';
import { turnedCalls } from './turnedCalls.ts';
import { waitAfter } from './waitAfter.ts';

interface Connected {
  client: SyncClient;
  calls: DoorCalls;
  files: SyncFiles;
  watch: HubWatch;
  done(): void;
}

/** What one step takes at most: a moment of the thread that answers the windows. */
const LIMITS = { mutations: 100, changes: 1_000, entries: 300 };
/** How often a hub that wakes nobody is asked whether there is anything new, and one that does. */
const [LOOK_EVERY_MS, LOOK_AT_LAST_MS] = [5_000, 60_000];

/**
 * Keeps an open store with its hub: pull, push, pull, one question at a time, as long as the core is open. A hub that
 * does not answer is asked again later, ever less often; whatever is done here waits.
 */
export class SyncKeeper {
  readonly #needs: KeeperNeeds;
  readonly #door: HubDoor | null;
  readonly #ending = new AbortController();
  readonly #bulk: BulkSync;
  readonly #rejoining: Rejoining;
  readonly #behind = new CatchingUp();
  readonly #care: DeskCare;
  #place: HubPlace | null;
  #phase: KeeperState['phase'] = 'none';
  #why: StoppedWhy | null = null;
  #trouble: AppError | null = null;
  #lastOkAt: number | null = null;
  #progress: BulkProgress | null = null;
  #running: Promise<void> | null = null;
  #client: Connected | null = null;
  /** Files that the hub asked for and nobody has any more. */
  #lost: string[] = [];
  #wakeUp: () => void = () => undefined;
  #isWoken = false;
  /** What is connected goes to an address of before. */
  #isMoved = false;
  /** Which copy of the hub was greeted last. */
  #instance: string | null = null;
  /** Whether what is connected was asked for the key of its bundles. */
  #knowsKey = false;
  #asked: (() => void)[] = [];

  constructor(needs: KeeperNeeds, door: HubDoor | null) {
    this.#needs = needs;
    this.#door = door;
    const { dataDir, key } = needs;
    const progress = (now: BulkProgress | null) => this.#tell(now);
    this.#bulk = new BulkSync({ dataDir, key, progress, signal: this.#ending.signal });
    this.#place = storedPlace(needs.db);
    this.#rejoining = new Rejoining(needs);
    this.#lastOkAt = Number(stateOf(needs.db, 'seenAt')) || null;
    this.#care = new DeskCare(needs);
    if (this.#place) this.#phase = this.#isJoined() && this.#rejoining.next === null ? 'offline' : 'asking';
  }

  get state(): KeeperState {
    const watch = this.#client?.watch;
    return {
      ...{ place: this.#rejoining.next ?? this.#place, phase: this.#phase, why: this.#why },
      ...{ trouble: this.#trouble, lastOkAt: this.#lastOkAt },
      ...{ standing: watch?.standing ?? null, skewMs: watch?.skewMs ?? null },
      ...{ progress: this.#progress, stuckSince: this.#care.stuckSince },
    };
  }

  /** From now on, as long as the core is open. */
  follow(): void {
    if (this.#place === null || this.#door === null || this.#running !== null) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
      for (const answer of this.#asked.splice(0)) answer();
    });
  }

  /** Something was done here. A hub that does not answer is not hurried by it. */
  noticed(): void {
    if (this.#phase !== 'offline') this.#wake();
  }

  /** Somebody does not want to wait: asks the hub once more, whatever runs already, and ends when it has, however that ended. */
  async now(): Promise<void> {
    if (this.#running === null) return;
    const asked = new Promise<void>((resolve) => this.#asked.push(resolve));
    this.#wake();
    await asked;
  }

  #wake(): void {
    this.#isWoken = true;
    this.#wakeUp();
  }

  look(address: string): Promise<{ fingerprint: string; pin: string }> {
    return this.#theDoor().look(address);
  }

  /** Errors: SYNC_JOINED, and those of the door. */
  async join(asked: { address: string; pin: string; code: string; name: string }): Promise<void> {
    if (this.#place !== null) throw new AppError('SYNC_JOINED');
    const door = this.#theDoor();
    const { address, pin, name } = asked;
    const place = { address, pin, name, ...(await door.request(asked)) };
    await this.#needs.writes.take(() => storePlace(this.#needs.db, place));
    this.#place = place;
    this.#show('asking');
    this.follow();
  }

  /** The same hub answers at another address from now on. */
  async moveTo(address: string): Promise<void> {
    const place = this.#place;
    if (place === null || place.address === address) return;
    await this.#goTo({ ...place, address });
  }

  /** Somebody has read at the hub that it has another key by now, or another address. Errors: those of keyOfHub. */
  async trust(read: { fingerprint: string; address?: string | undefined }): Promise<void> {
    const place = this.#rejoining.next ?? this.#place;
    const seen = await keyOfHub(this.#theDoor(), place, read);
    await this.#rejoining.trust(seen);
    await this.#goTo({ ...this.#place!, ...seen });
  }

  async #goTo(place: HubPlace): Promise<void> {
    this.#place = place;
    await this.#needs.writes.take(() => storePlace(this.#needs.db, place));
    this.#isMoved = true;
    this.#wake();
  }

  /** Asks to be let in anew by the hub that takes this desk no more. Errors: SYNC_JOINED, and those of the door. */
  async rejoin(asked: { code: string; name: string }): Promise<void> {
    const why = this.#phase === 'stopped' ? this.#why : null;
    await this.#rejoining.ask(this.#theDoor(), { place: this.#place, why }, asked);
    this.#show('asking');
    this.follow();
  }

  /** Errors: SYNC_JOINED once somebody has let it in: what is synced does not become one’s own again. */
  async forget(): Promise<void> {
    if (this.#rejoining.next !== null) {
      await this.#rejoining.takeBack();
      this.#wake();
      return;
    }
    if (this.#isJoined()) throw new AppError('SYNC_JOINED');
    await this.#needs.writes.take(() => storePlace(this.#needs.db, null));
    this.#place = null;
    this.#trouble = null;
    this.#show('none');
  }

  async close(): Promise<void> {
    this.#ending.abort();
    this.#wakeUp();
    await this.#running;
    await this.#disconnect();
  }

  #theDoor(): HubDoor {
    if (this.#door === null) throw new AppError('NOT_YET', { feature: 'sync' });
    return this.#door;
  }

  #isJoined(): boolean {
    return stateOf(this.#needs.db, 'device') !== null;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#ending.signal.aborted && this.#place !== null && this.#phase !== 'stopped') {
      this.#isWoken = false;
      const asked = this.#asked.splice(0);
      if (this.#isMoved) await this.#disconnect();
      this.#isMoved = false;
      this.#behind.begin(Number(stateOf(this.#needs.db, 'cursor') ?? 0));
      try {
        await this.#round(this.#place, asked.length > 0);
        failures = 0;
      } catch (error) {
        if (this.#ending.signal.aborted) return;
        failures += 1;
        this.#failed(error);
        this.#client?.watch.lost();
        await this.#lookElsewhere(error);
      } finally {
        this.#tell(null);
        for (const answer of asked) answer();
      }
      await this.#pause(
        failures === 0 ? this.#waitForNews() : waitAfter(failures, this.#needs.times.random()),
      );
    }
  }

  /** How long to wait at most for a hub that answered. */
  #waitForNews(): number {
    const head = Number(stateOf(this.#needs.db, 'cursor') ?? 0);
    const wakes = this.#phase === 'synced' && this.#client?.watch.follow(head) === true;
    return wakes ? LOOK_AT_LAST_MS : LOOK_EVERY_MS;
  }

  /** A hub that was moved to another computer announces itself there, and is known by its key. */
  async #lookElsewhere(error: unknown): Promise<void> {
    const place = this.#place;
    if (place === null || unreachableOf(error) === null) return;
    const address = await this.#theDoor()
      .find(place)
      .catch((failed: unknown) => {
        this.#needs.log.error('hub-not-found', failed);
        return null;
      });
    if (address === null || this.#place !== place) return this.#needs.unreached(this.#ending.signal);
    await this.moveTo(address);
  }

  async #disconnect(): Promise<void> {
    const connected = this.#client;
    this.#client = null;
    this.#knowsKey = false;
    await connected?.watch.close();
    connected?.calls.close();
  }

  async #pause(ms: number): Promise<void> {
    if (this.#isWoken || this.#ending.signal.aborted) return;
    const waiting = new AbortController();
    const woken = new Promise<void>((resolve) => {
      this.#wakeUp = resolve;
    });
    await Promise.race([this.#needs.times.wait(ms, waiting.signal), woken]);
    waiting.abort();
  }

  async #round(place: HubPlace, isAsked: boolean): Promise<void> {
    if (!this.#isJoined()) {
      if (!(await this.#theDoor().isActive(place))) return this.#answered('asking');
      await this.#needs.writes.take(() => this.#bulk.join(this.#needs.db, place.device));
      this.#needs.changed();
    }
    this.#client ??= this.#connect(place);
    if (this.#rejoining.next !== null) {
      const renamed = await this.#rejoining.goOn(this.#theDoor(), () =>
        this.#inTurn((client) => client.pull()),
      );
      if (renamed === null) return this.#answered('asking');
      this.#place = renamed;
      await this.#disconnect();
      this.#client = this.#connect(renamed);
    }
    await this.#greet(this.#client.watch, isAsked);
    await this.#learnKey();
    const pulled = await this.#all((client) => client.pull());
    const pushed = pulled && (await this.#all((client) => client.push(this.#lost)));
    const isThrough = pushed && (await this.#all((client) => client.pull()));
    if (!isThrough) return;
    this.#lost = [];
    const { db, writes, changed } = this.#needs;
    const fetched = await besideRows(db, this.#client, { writes, signal: this.#ending.signal });
    if (fetched > 0) changed();
    this.#answered('synced');
    await this.#care.round(this.#client.calls, this.#ending.signal);
  }

  /** Also tells a hub that another copy of it lives, where this desk has met that one. */
  async #greet(watch: HubWatch, isAsked: boolean): Promise<void> {
    const { db, writes } = this.#needs;
    const saw = stateOf(db, 'sawHub');
    const hub = await watch.greet(saw || null, isAsked);
    if (hub === null) return;
    this.#instance = hub.instance;
    await writes.take(() => noteGreeting(db, { saw, instance: hub.instance, standing: watch.standing }));
  }

  /** The desk works on by itself, and asks again: a person decides which of the two stays. */
  async #metTwoHubs(): Promise<AppError> {
    const { db, writes } = this.#needs;
    const instance = this.#instance;
    if (instance !== null) await writes.take(() => setState(db, 'sawHub', instance));
    return new AppError('SYNC_REFUSED', { case: 'two-hubs' });
  }

  /** By which the hub’s bundles are known, before there is a need for one. */
  async #learnKey(): Promise<void> {
    if (this.#knowsKey) return;
    const key = await this.#client!.calls.keys();
    if (key !== null) await this.#needs.writes.take(() => storeHubKey(this.#needs.db, key));
    this.#knowsKey = true;
  }

  /** False: the hub takes it no more. */
  async #all(ask: (client: SyncClient) => Promise<Step>): Promise<boolean> {
    for (;;) {
      const step = await this.#inTurn(ask);
      if (this.#ending.signal.aborted) throw new DOMException('', 'AbortError');
      if (step.kind === 'stopped') {
        if (step.why === 'two-hubs') throw await this.#metTwoHubs();
        this.#stopped(step.why);
        return false;
      }
      if (step.kind === 'files')
        this.#lost = await this.#client!.files.send(step.missing, this.#ending.signal);
      if (step.kind === 'done') return true;
    }
  }

  /** The way to the hub is nobody’s turn; what it answered is taken in one. */
  async #inTurn(ask: (client: SyncClient) => Promise<Step>): Promise<Step> {
    const { db } = this.#needs;
    const before = headOf(db);
    const { client, done } = this.#client!;
    try {
      return await ask(client);
    } finally {
      done();
      if (headOf(db) !== before) this.#needs.changed();
    }
  }

  #connect(place: HubPlace): Connected {
    const { db, clock, writes, blobs, changed: news } = this.#needs;
    const hub = this.#theDoor().calls(place);
    const now = () => clock.now();
    const { calls, done } = turnedCalls(hub, this.#bulk, writes);
    const ports: ClientPorts = {
      ...{
        now,
        removeFile: (sha256) => blobs.remove(sha256),
        erase: this.#needs.erase,
        purged: this.#needs.purged,
      },
      ...this.#bulk.ports,
      followed: ({ seq, head }) => this.#tell(this.#behind.now(seq, head)),
    };
    return {
      client: new SyncClient(db, calls, ports, LIMITS),
      ...{ calls: hub, files: new SyncFiles(db, blobs, hub.files, now) },
      watch: new HubWatch({ calls: hub, now, wake: () => this.#wake(), news }),
      done,
    };
  }

  #answered(phase: 'asking' | 'synced'): void {
    this.#lastOkAt = this.#needs.clock.now();
    this.#trouble = null;
    this.#show(phase);
  }

  /** What went wrong on the way before is no news any more. */
  #stopped(why: StoppedWhy): void {
    this.#why = why;
    this.#trouble = null;
    this.#show('stopped');
  }

  #failed(thrown: unknown): void {
    this.#care.offline();
    // The disk of this computer may be full, or fail, in the middle of what the hub answered.
    const error = damagedOr(thrown);
    const isAsking = !this.#isJoined() || this.#rejoining.next !== null;
    const why = isAsking ? null : stoppedBy(error);
    if (why !== null) {
      this.#stopped(why);
      return;
    }
    this.#trouble = error instanceof AppError ? error : null;
    noteTrouble(this.#needs.log, error);
    this.#show(isAsking ? 'asking' : 'offline');
  }

  /** A step takes long: whoever asks is told how far it is, and the windows that there is one. */
  #tell(progress: BulkProgress | null): void {
    const isNew = (progress === null) !== (this.#progress === null);
    this.#progress = progress;
    if (isNew) this.#needs.changed();
  }

  #show(phase: KeeperState['phase']): void {
    if (phase === this.#phase && phase !== 'synced') return;
    const isNew = phase !== this.#phase;
    this.#phase = phase;
    if (isNew) this.#needs.changed();
  }
}
