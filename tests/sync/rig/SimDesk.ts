import BetterSqlite3 from 'better-sqlite3';
import type { Change } from '../../../electron/changes/change.ts';
import type { Mutation } from '../../../electron/changes/mutations/mutation.ts';
import {
  type MutationArgs,
  type MutationName,
  mutations,
} from '../../../electron/changes/mutations/mutations.ts';
import { type ChangeContext, changeInSteps } from '../../../electron/changes/writeChange.ts';
import { asDatabase, type WriteDb } from '../../../electron/db/database.ts';
import type { SeededRandom } from '../../../electron/demo/seededRandom.ts';
import { joinHub } from '../../../electron/sync/client/joinHub.ts';
import { moveToSchema } from '../../../electron/sync/client/rowSchemaOf.ts';
import { type HubCalls, SyncClient } from '../../../electron/sync/client/SyncClient.ts';
import { ROW_SCHEMAS, type RowSchemas } from '../../../electron/sync/rules/RowSchemas.ts';
import { ROW_SCHEMA } from '../../../electron/sync/rules/rowSchema.ts';
import { memoryStore } from '../../harness/memoryStore.ts';
import { StoreScene } from '../../harness/storeScene.ts';
import { doneIn, OLD } from './before.ts';
import { DeskMirror } from './DeskMirror.ts';
import { Fuse } from './Fuse.ts';
import type { Held } from './History.ts';
import { StorePool } from './StorePool.ts';

let pool: StorePool<WriteDb> | null = null;

/** What a desk’s people do, with ids that no other desk gives. */
class DeskScene extends StoreScene {
  readonly #name: string;
  readonly #next: () => string;
  readonly #schema: () => number;

  constructor(db: WriteDb, name: string, next: () => string, schema: () => number) {
    super(db);
    this.#name = name;
    this.#next = next;
    this.#schema = schema;
  }

  /** A program of the version before does not set what it does not know. */
  override write<Name extends MutationName>(
    name: Name,
    args: MutationArgs<Name>,
    batch: string | null = null,
  ): Change[] {
    const schema = this.#schema();
    if (schema !== OLD) return super.write(name, args, batch);
    const mutation = mutations[name] as unknown as Mutation<MutationArgs<Name>>;
    const own = doneIn(schema, mutation.run(this.db, args));
    const run = () => {
      for (const _ of changeInSteps(this.db, name, args, this.context(batch), own));
    };
    if (this.db.raw.inTransaction) run();
    else this.db.transaction(run);
    return own;
  }

  override nextId(): string {
    return this.#next();
  }

  override context(batch: string | null = null): ChangeContext {
    return { device: this.#name, actor: `${this.#name}的人`, at: this.now, batch };
  }
}

/** A store’s bytes, and what the checks know of it. */
export interface StoreCopy {
  bytes: Buffer;
  joinedAt: number;
  settledOnce: ReadonlySet<number>;
  /** See SimDesk. */
  movedAt: number | null;
  joinedIn: number;
  schema: number;
  schemas: RowSchemas;
}

interface Looked {
  times: number;
  /** As many as its connection had written. */
  writes: number;
  held: Held | null;
  /** Rows that had unsettled work. */
  based: ReadonlySet<string>;
}
const NEVER: Looked = { times: 0, writes: -1, held: null, based: new Set() };

/** A desk: a real store, the real mutations on it, and the real client, with a clock that may be wrong. */
export class SimDesk {
  /** As its log calls this computer, for ever; so does a cloned one. */
  readonly key: string;
  /** Of this one alone: what is made here has ids that nobody else gives. */
  readonly label: string;
  /** What the hub calls it, which may change. */
  name: string;
  readonly random: SeededRandom;
  readonly limits;
  /** By how much its clock is wrong, ms. */
  skew = 0;
  readonly fuse = new Fuse();
  mirror = new DeskMirror();
  /** What the checks know of what it has of the hub. */
  held: Held | null = null;
  /** What the checks saw when they looked last. */
  looked: Looked = NEVER;
  /** A copy of its store, of some time ago. */
  kept: StoreCopy | null = null;
  /** The hub said that another lives under its name. */
  isTwin = false;
  /** Steps that wait for their answers. */
  waiting = 0;
  /** The last entry of its log from before it joined. */
  joinedAt = 0;
  /** What was settled at some time, by the log’s own number: also if it waits again since. */
  settledOnce = new Set<number>();
  /** The versions that its world knows, and the one that its program speaks. */
  schemas: RowSchemas = ROW_SCHEMAS;
  schema: number = ROW_SCHEMA;
  /** The last entry of its log that was made by a program of the version before; null: it never went on to another. */
  movedAt: number | null = null;
  /** The version in which it joined: what was there already was sent in it. */
  joinedIn: number = ROW_SCHEMA;
  /** Counts how often its program was started. */
  starts = 0;
  readonly #clock: () => number;
  #real!: WriteDb;
  #db!: WriteDb;
  #scene!: StoreScene;
  #client: SyncClient | null = null;
  #lastId = 0;

  /** A desk of which there is one. */
  static named(name: string, random: SeededRandom, clock: () => number): SimDesk {
    return new SimDesk({ key: name, label: name, name, random, clock });
  }

  constructor(
    {
      key,
      label,
      name,
      random,
      clock,
    }: { key: string; label: string; name: string; random: SeededRandom; clock: () => number },
    copy?: StoreCopy,
  ) {
    this.key = key;
    this.label = label;
    this.name = name;
    this.random = random;
    this.limits = {
      mutations: random.between(1, 12),
      changes: random.between(5, 60),
      entries: random.pick([3, 10, 30, 200]),
    };
    this.#clock = clock;
    pool ??= new StorePool(emptyStore(), opened);
    this.use(copy ? opened(new BetterSqlite3(copy.bytes)) : pool.take());
    if (copy) this.#remember(copy);
  }

  get db(): WriteDb {
    return this.#db;
  }

  get scene(): StoreScene {
    this.#scene.now = this.now;
    return this.#scene;
  }

  get now(): number {
    return this.#clock() + this.skew;
  }

  join(): void {
    const { last } = this.#db
      .read<{ last: number }>('SELECT coalesce(max(mid), 0) AS last FROM mutation')
      .get()!;
    this.joinedAt = last;
    this.joinedIn = this.schema;
    joinHub(this.#db, this.name);
  }

  client(hub: HubCalls): SyncClient {
    this.#client ??= new SyncClient(
      this.#db,
      hub,
      { now: () => this.now, removeFile: () => Promise.resolve(), schemas: this.schemas },
      this.limits,
    );
    return this.#client;
  }

  noteSettled(): void {
    const settled = this.#db.read<{ mutation: number }>(
      "SELECT mutation FROM outbox WHERE state <> 'pending' AND mutation IS NOT NULL",
    );
    for (const { mutation } of settled.all()) this.settledOnce.add(mutation);
  }

  /** The program ended in the middle of something: what is on the disk stays. */
  crash(): void {
    this.#client = null;
    this.starts += 1;
    this.waiting = 0;
    this.fuse.out();
  }

  /** A new program that speaks a version, before anything was done. */
  speak(schemas: RowSchemas, schema: number): void {
    this.schemas = schemas;
    this.schema = schema;
    moveToSchema(this.#db, schema);
  }

  /** A program of that version is started in the place of the one that was there. */
  moveTo(schema: number): void {
    if (schema === this.schema) return;
    this.crash();
    const { last } = this.#db
      .read<{ last: number }>('SELECT coalesce(max(mid), 0) AS last FROM mutation')
      .get()!;
    this.movedAt = last;
    this.schema = schema;
    moveToSchema(this.#db, schema);
  }

  /** In which version something was made here, by the log’s own number; null: it was here when the desk joined. */
  madeIn(mutation: number | null): number {
    if (mutation === null) return this.joinedIn;
    return this.movedAt !== null && mutation <= this.movedAt ? OLD : this.schema;
  }

  copy(): StoreCopy {
    const { joinedAt, settledOnce, movedAt, joinedIn, schema, schemas } = this;
    const known = { joinedAt, settledOnce: new Set(settledOnce), movedAt, joinedIn, schema, schemas };
    return { bytes: this.#db.raw.serialize(), ...known };
  }

  /** Another store in the place of this one. */
  replace(copy: StoreCopy): void {
    this.crash();
    this.close();
    this.held = null;
    this.mirror = new DeskMirror();
    this.looked = NEVER;
    this.isTwin = false;
    this.use(opened(new BetterSqlite3(copy.bytes)));
    this.#remember(copy);
    // It may have had another one then.
    const said = this.#db.read<{ value: string }>("SELECT value FROM sync_state WHERE key = 'device'").get();
    this.name = said!.value;
  }

  #remember({ joinedAt, settledOnce, movedAt, joinedIn, schema, schemas }: StoreCopy): void {
    const program = this.schema;
    Object.assign(this, { joinedAt, settledOnce: new Set(settledOnce), movedAt, joinedIn, schema, schemas });
    // What opens it is never older than what wrote it: that would refuse it.
    if (program > schema) this.moveTo(program);
  }

  close(): void {
    if (!pool?.giveBack(this.#real)) this.#real.raw.close();
  }

  /** A store of another kind than in memory. */
  use(db: WriteDb): void {
    this.#real = db;
    this.#db = fused(db, this.fuse);
    this.#scene = new DeskScene(
      this.#db,
      this.key,
      () => {
        this.#lastId += 1;
        return `${this.label}-${String(this.#lastId).padStart(5, '0')}`;
      },
      () => this.schema,
    );
  }
}

function emptyStore(): Buffer {
  const { raw } = memoryStore();
  // The audit keeps to itself that nothing is taken out of it; a store of the pool is emptied, though.
  raw.exec('DROP TRIGGER audit_not_removed');
  const bytes = raw.serialize();
  raw.close();
  return bytes;
}

function opened(raw: BetterSqlite3.Database): WriteDb {
  raw.pragma('secure_delete = ON');
  return asDatabase(raw);
}

/** The same database, each statement of which may be the last. */
function fused(db: WriteDb, fuse: Fuse): WriteDb {
  const writes = new Map<string, ReturnType<WriteDb['write']>>();
  return {
    raw: db.raw,
    read: (sql) => db.read(sql),
    readTogether: (work) => db.readTogether(work),
    write(sql) {
      let statement = writes.get(sql);
      if (!statement) {
        const real = db.write(sql);
        statement = {
          run(...params) {
            fuse.tick();
            return real.run(...params);
          },
        };
        writes.set(sql, statement);
      }
      return statement;
    },
    transaction: (work) =>
      db.transaction(() => {
        const result = work();
        // Between the last statement and the commit.
        fuse.tick();
        return result;
      }),
  };
}
