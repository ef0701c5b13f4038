import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/domain/errors.ts';
import { damagedOr } from '../db/damagedOr.ts';
import { flushFile } from '../db/writeFlushed.ts';
import { takeWriterLock } from '../db/writerLock.ts';
import { connectPostgres } from './connectPostgres.ts';
import { connectSqlite, HUB_FILE } from './connectSqlite.ts';
import type { HubEngine, HubPlace } from './hubEngine.ts';
import { hubHome } from './hubHome.ts';
import type { HubDb, HubPorts } from './hubPorts.ts';
import { migrateHub, requireHubSchema } from './migrateHub.ts';
import { settleHub } from './settleHub.ts';

export interface OpenHub {
  engine: HubEngine;
  db: HubDb;
  close(): Promise<void>;
}

/** A hub that is served. `woke`: whether it is new, or in another place than the last time. */
export interface ServedHub extends OpenHub {
  woke: 'new' | 'same' | 'moved';
}

/** What went wrong beside any request, such as an idle connection that broke: for the log. */
export type HubTrouble = (what: string, error: Error) => void;

/**
 * Opens a hub's database to serve it: made where there is none, brought to this program's schema, and settled in its
 * place. A folder is served by one process; a PostgreSQL database by as many as there are. Errors: STORE_IN_USE,
 * STORE_NEWER, STORE_DAMAGED and its like, STORE_ON_NETWORK, HUB_REFUSED.
 */
export async function openHub(place: HubPlace, ports: HubPorts, tell: HubTrouble): Promise<ServedHub> {
  const hub = place.engine === 'sqlite' ? openFolder(place, true) : openBase(place.url, tell);
  try {
    await migrateHub(hub.db, hub.engine, { before: hub.keepCopy });
    return { ...hub, woke: await settleHub(hub.db, ports, await hubHome(hub.db, place)) };
  } catch (error) {
    await hub.close();
    throw hubErrorOf(error);
  }
}

/** Opens it beside whoever serves it, for a command. Errors: those of openHub, HUB_REFUSED (none, older). */
export async function openBesideHub(place: HubPlace, tell: HubTrouble): Promise<OpenHub> {
  const hub = place.engine === 'sqlite' ? openFolder(place, false) : openBase(place.url, tell);
  try {
    await requireHubSchema(hub.db);
    return hub;
  } catch (error) {
    await hub.close();
    throw hubErrorOf(error);
  }
}

type Opened = OpenHub & { keepCopy(from: number, to: number): Promise<void> };

function openFolder({ dataDir, key }: Extract<HubPlace, { engine: 'sqlite' }>, serves: boolean): Opened {
  const file = join(dataDir, HUB_FILE);
  if (!serves && !existsSync(file)) throw new AppError('HUB_REFUSED', { case: 'none' });
  const lock = serves ? takeWriterLock(dataDir) : null;
  try {
    const { db, raw } = connectSqlite(file, key);
    return {
      engine: 'sqlite',
      db,
      async keepCopy(from, to) {
        const folder = join(dataDir, 'backups');
        mkdirSync(folder, { recursive: true });
        const copy = join(folder, `before-hub-schema-${from + 1}-${to}-${process.pid}.sqlite`);
        raw.prepare('VACUUM INTO ?').run(copy);
        flushFile(copy);
      },
      async close() {
        await db.destroy();
        if (raw.open) raw.close();
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

function openBase(url: string, tell: HubTrouble): Opened {
  return {
    engine: 'postgres',
    ...connectPostgres(url, { onLost: (error) => tell('a connection to PostgreSQL broke', error) }),
    // Its own backups are the operator's (docs/spec/sync.md).
    keepCopy: async () => undefined,
  };
}

/** What a person is told of an error of either engine; any other as it is. */
export function hubErrorOf(error: unknown): unknown {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
  if (typeof code === 'string') {
    if (UNREACHABLE.test(code))
      return new AppError('HUB_REFUSED', { case: 'unreachable', reason: code }, { cause: error });
    if (BUSY.has(code)) return new AppError('HUB_REFUSED', { case: 'busy' }, { cause: error });
  }
  return damagedOr(error);
}

/** No way there, or not let in: connection exceptions (08), authorization (28), no such database, too many, starting or ending. */
const UNREACHABLE =
  /^(ECONNREFUSED|ENOENT|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ECONNRESET|08\w{3}|28\w{3}|3D000|53300|57P0[123])$/;
/** Locks that were waited for too long, or in a circle. */
const BUSY: ReadonlySet<string> = new Set(['55P03', '40P01', '40001', 'SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT']);
