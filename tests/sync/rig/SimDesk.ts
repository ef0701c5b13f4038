import BetterSqlite3 from 'better-sqlite3';
import type { ChangeContext } from '../../../electron/changes/writeChange.ts';
import { asDatabase, type WriteDb } from '../../../electron/db/database.ts';
import type { SeededRandom } from '../../../electron/demo/seededRandom.ts';
import { joinHub } from '../../../electron/sync/client/joinHub.ts';
import { type HubCalls, SyncClient } from '../../../electron/sync/client/SyncClient.ts';
import { memoryStore } from '../../harness/storeInvariants.ts';
import { StoreScene } from '../../harness/storeScene.ts';

let empty: Buffer | null = null;

/** What a desk’s people do, with ids that no other desk gives. */
class DeskScene extends StoreScene {
  readonly #name: string;
  readonly #next: () => string;

  constructor(db: WriteDb, name: string, next: () => string) {
    super(db);
    this.#name = name;
    this.#next = next;
  }

  override nextId(): string {
    return this.#next();
  }

  override context(batch: string | null = null): ChangeContext {
    return { device: this.#name, actor: `${this.#name}的人`, at: this.now, batch };
  }
}

/** A desk: a real store, the real mutations on it, and the real client, with a clock that may be wrong. */
export class SimDesk {
  readonly name: string;
  readonly random: SeededRandom;
  readonly limits = { mutations: 8, changes: 40, entries: 30 };
  /** By how much its clock is wrong, ms. */
  skew = 0;
  readonly #clock: () => number;
  #db!: WriteDb;
  #scene!: StoreScene;
  #client: SyncClient | null = null;
  #lastId = 0;

  constructor(name: string, random: SeededRandom, clock: () => number) {
    this.name = name;
    this.random = random;
    this.#clock = clock;
    empty ??= memoryStore().raw.serialize();
    this.#open(empty);
  }

  get db(): WriteDb {
    return this.#db;
  }

  get scene(): StoreScene {
    this.#scene.now = this.#clock() + this.skew;
    return this.#scene;
  }

  join(): void {
    joinHub(this.#db, this.name);
  }

  client(hub: HubCalls): SyncClient {
    this.#client ??= new SyncClient(
      this.#db,
      hub,
      { now: () => this.#clock() + this.skew, removeFile: () => Promise.resolve() },
      this.limits,
    );
    return this.#client;
  }

  /** The program ended in the middle of something: what is on the disk stays. */
  crash(): void {
    this.#client = null;
  }

  copy(): Buffer {
    return this.#db.raw.serialize();
  }

  /** Another store in the place of this one. */
  replace(copy: Buffer): void {
    this.#db.raw.close();
    this.#client = null;
    this.#open(copy);
  }

  #open(copy: Buffer): void {
    const raw = new BetterSqlite3(copy);
    raw.pragma('secure_delete = ON');
    this.use(asDatabase(raw));
  }

  /** A store of another kind than in memory. */
  use(db: WriteDb): void {
    this.#db = db;
    this.#scene = new DeskScene(this.#db, this.name, () => {
      this.#lastId += 1;
      return `${this.name}-${String(this.#lastId).padStart(4, '0')}`;
    });
  }
}
