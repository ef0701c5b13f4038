import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { SeededRandom } from '../../../electron/demo/seededRandom.ts';
import { DeltaCache } from '../../../electron/hub/DeltaCache.ts';
import { exchangeErasures } from '../../../electron/hub/erasures/exchangeErasures.ts';
import { handleImage } from '../../../electron/hub/handleImage.ts';
import { handlePull } from '../../../electron/hub/handlePull.ts';
import { handlePurged } from '../../../electron/hub/handlePurged.ts';
import { handlePush } from '../../../electron/hub/handlePush.ts';
import { HUB_MIGRATIONS } from '../../../electron/hub/hubMigrations.ts';
import type { Grant, HubDb, HubPorts } from '../../../electron/hub/hubPorts.ts';
import type { HubTables } from '../../../electron/hub/hubTables.ts';
import { LogWriter } from '../../../electron/hub/LogWriter.ts';
import { lockPartition } from '../../../electron/hub/lockPartition.ts';
import { noteSeen } from '../../../electron/hub/noteSeen.ts';
import { settleHub } from '../../../electron/hub/settleHub.ts';
import type { HubCalls } from '../../../electron/sync/client/SyncClient.ts';
import { ROW_SCHEMAS } from '../../../electron/sync/rules/RowSchemas.ts';
import { Fuse } from './Fuse.ts';
import { StorePool } from './StorePool.ts';

/** A hub’s database, and the statements that were prepared on it. */
interface HubStore {
  raw: BetterSqlite3.Database;
  said: Map<string, BetterSqlite3.Statement>;
  looks: Map<string, BetterSqlite3.Statement>;
}
const opened = (raw: BetterSqlite3.Database): HubStore => ({ raw, said: new Map(), looks: new Map() });

let pool: StorePool<HubStore> | null = null;

/** The real hub on a real SQLite, in memory, with a clock and a chance of the simulation. */
export class SimHub {
  readonly ports: HubPorts;
  /** Ends the hub's process between two of its statements. */
  readonly fuse = new Fuse();
  /** The versions of what travels. */
  schemas = ROW_SCHEMAS;
  #store: HubStore;
  #db: HubDb;
  /** Outlives its crashes and its being put back, which a process does not: what it keeps must hold even then. */
  readonly #deltas = new DeltaCache();

  private constructor(ports: HubPorts, store: HubStore) {
    this.ports = ports;
    this.#store = store;
    this.#db = this.#connect();
  }

  static async make(random: SeededRandom, clock: () => number): Promise<SimHub> {
    const ports: HubPorts = { now: clock, random: () => hex(random) };
    pool ??= new StorePool(await emptyHub(), opened);
    const hub = new SimHub(ports, pool.take());
    await settleHub(hub.db, ports, 'here');
    return hub;
  }

  get db(): HubDb {
    return this.#db;
  }

  /** For looking at what it holds, beside its own connection’s turns. */
  get raw(): BetterSqlite3.Database {
    return this.#store.raw;
  }

  /** The same for what is asked very often. */
  look(sql: string): BetterSqlite3.Statement {
    const { looks, raw } = this.#store;
    const statement = looks.get(sql) ?? raw.prepare(sql);
    looks.set(sql, statement);
    return statement;
  }

  /** As a device is answered that speaks this version of rows. */
  calls(schema: number = this.schemas.most): HubCalls {
    return {
      pull: (request) =>
        handlePull(
          this.#db,
          this.ports,
          { ...request, schema },
          {
            deltas: this.#deltas,
            note: (device, token) => noteSeen(this.#db, [{ device, token, now: this.ports.now() }]),
          },
          this.schemas,
        ),
      push: (request) => handlePush(this.#db, this.ports, request, undefined, this.schemas),
      // A hub without files: it never has anybody wait.
      image: (request) =>
        handleImage(this.#db, { ...request, schema }, null, this.schemas) as ReturnType<HubCalls['image']>,
      purged: (request) => handlePurged(this.#db, this.ports, request),
      erasures: (request) => exchangeErasures(this.#db, this.ports, request),
    };
  }

  async enrol(id: string, grant: Grant): Promise<void> {
    await this.#db
      .insertInto('device')
      .values({
        ...{ id, name: id, state: 'active', last_mid: 0, grant_version: 1 },
        ...{ scope: JSON.stringify(grant), seen_seq: 0, seen_at: null },
      })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({ last_mid: 0, scope: JSON.stringify(grant), state: 'active' }),
      )
      .execute();
  }

  /** As an administrator changes what a device may hold; null: nothing any more. It stands in the log. */
  async grant(id: string, grant: Grant | null): Promise<void> {
    await this.#db.transaction().execute(async (tx) => {
      const log = new LogWriter(await lockPartition(tx), this.ports.now());
      log.note({
        ...{ kind: 'grant', scope: '', entity: '', row: '', ver: 0, device: '', mid: 0 },
        patch: { device: id, grant: grant === null ? null : JSON.stringify(grant), by: this.ports.random() },
      });
      await log.write(tx);
      await tx
        .updateTable('device')
        .set((expression) => ({
          grant_version: expression('grant_version', '+', 1),
          ...(grant === null ? { state: 'revoked' as const } : { scope: JSON.stringify(grant) }),
        }))
        .where('id', '=', id)
        .execute();
    });
  }

  backUp(): Buffer {
    return this.raw.serialize();
  }

  /** Everything up to `seq` is in a copy that was read again. */
  async durable(seq: number): Promise<void> {
    await this.#db.updateTable('partition').set({ durable_seq: seq }).execute();
  }

  /** Another database in the place of this one; `told`: somebody says so, so that nobody has to find out. */
  restore(copy: Buffer, told = false): void {
    this.close();
    this.#store = opened(new BetterSqlite3(copy));
    this.#db = this.#connect();
    if (told) this.raw.prepare('UPDATE partition SET epoch = ?').run(this.ports.random());
  }

  close(): void {
    if (!pool?.giveBack(this.#store)) this.raw.close();
  }

  #connect(): HubDb {
    const { raw, said } = this.#store;
    const prepare = (sql: string) => {
      this.fuse.tick();
      const statement = said.get(sql) ?? raw.prepare(sql);
      said.set(sql, statement);
      return statement;
    };
    const database = { prepare, close: () => undefined } as unknown as BetterSqlite3.Database;
    return new Kysely<HubTables>({ dialect: new SqliteDialect({ database }) });
  }
}

async function emptyHub(): Promise<Buffer> {
  const raw = new BetterSqlite3(':memory:');
  const db = new Kysely<HubTables>({ dialect: new SqliteDialect({ database: raw }) });
  for (const step of HUB_MIGRATIONS) await step.up(db);
  const bytes = raw.serialize();
  raw.close();
  return bytes;
}

function hex(random: SeededRandom): string {
  let text = '';
  for (let at = 0; at < 4; at++)
    text += random
      .below(2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return text;
}
