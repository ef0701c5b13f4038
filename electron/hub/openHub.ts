import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/domain/errors.ts';
import { damagedOr } from '../db/damagedOr.ts';
import { flushFile } from '../db/writeFlushed.ts';
import { takeWriterLock } from '../db/writerLock.ts';
import type { Unlocked } from '../security/unlockStore.ts';
import { connectPostgres } from './connectPostgres.ts';
import { connectSqlite, HUB_FILE } from './connectSqlite.ts';
import type { HubPlace } from './hubEngine.ts';
import { hubHome } from './hubHome.ts';
import type { HubDb, HubPorts } from './hubPorts.ts';
import { migrateHub, requireHubSchema } from './migrateHub.ts';
import { settleHub } from './settleHub.ts';
import { unlockHub, unlockHubBase } from './unlockHub.ts';

export type OpenHub = OpenFolder | OpenBase;

interface Opened {
  db: HubDb;
  /** Of what the hub seals: its private keys, its backups, on SQLite all of it. */
  unlocked: Unlocked;
  close(): Promise<void>;
}
interface OpenFolder extends Opened {
  engine: 'sqlite';
  dataDir: string;
  /** Writes a copy of this moment, encrypted likewise, while others go on. */
  vacuumInto(file: string): void;
}
interface OpenBase extends Opened {
  engine: 'postgres';
}

/** A hub that is served. `woke`: whether it is new, or in another place than the last time. */
export type ServedHub = OpenHub & { woke: 'new' | 'same' | 'moved' };

/** What went wrong beside any request, such as an idle connection that broke: for the log. */
export type HubTrouble = (what: string, error: Error) => void;

/**
 * Opens a hub's database to serve it: made where there is none, brought to this program's schema, and settled in its
 * place. A folder is served by one process; a PostgreSQL database by as many as there are. Errors: STORE_IN_USE,
 * STORE_NEWER, STORE_DAMAGED and its like, STORE_ON_NETWORK, those of unlockStore, HUB_REFUSED.
 */
export async function openHub(place: HubPlace, ports: HubPorts, tell: HubTrouble): Promise<ServedHub> {
  if (place.engine === 'postgres') {
    const base = connectBase(place.url, tell);
    return closedOnError(base, async () => {
      await migrateHub(base.db, 'postgres');
      const unlocked = await unlockHubBase(base.db, place.means, true);
      return { ...base, unlocked, woke: await settleHub(base.db, ports, await hubHome(base.db, place)) };
    });
  }
  const { dataDir, means } = place;
  const lock = takeWriterLock(dataDir);
  try {
    const unlocked = await unlockHub(dataDir, means);
    const folder = connectFolder(dataDir, unlocked, () => lock.release());
    return await closedOnError(folder, async () => {
      const before = async (from: number, to: number) => keepCopy(folder, dataDir, [from, to]);
      await migrateHub(folder.db, 'sqlite', { before });
      return { ...folder, woke: await settleHub(folder.db, ports, await hubHome(folder.db, place)) };
    });
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Opens it beside whoever serves it, for a command. Errors: those of openHub, HUB_REFUSED (none, older). */
export async function openBesideHub(place: HubPlace, tell: HubTrouble): Promise<OpenHub> {
  if (place.engine === 'postgres') {
    const base = connectBase(place.url, tell);
    return closedOnError(base, async () => {
      await requireHubSchema(base.db);
      return { ...base, unlocked: await unlockHubBase(base.db, place.means, false) };
    });
  }
  const { dataDir, means } = place;
  if (!existsSync(join(dataDir, HUB_FILE))) throw new AppError('HUB_REFUSED', { case: 'none' });
  const folder = connectFolder(dataDir, await unlockHub(dataDir, means), () => undefined);
  return closedOnError(folder, async () => {
    await requireHubSchema(folder.db);
    return folder;
  });
}

async function closedOnError<Hub>(
  opened: { close(): Promise<void> },
  settle: () => Promise<Hub>,
): Promise<Hub> {
  try {
    return await settle();
  } catch (error) {
    await opened.close();
    throw hubErrorOf(error);
  }
}

function connectFolder(dataDir: string, unlocked: Unlocked, release: () => void): OpenFolder {
  const { db, raw } = connectSqlite(join(dataDir, HUB_FILE), unlocked.key);
  return {
    ...{ engine: 'sqlite', dataDir, db, unlocked },
    vacuumInto: (file) => void raw.prepare('VACUUM INTO ?').run(file),
    async close() {
      await db.destroy();
      // Kysely closes what it has used.
      if (raw.open) raw.close();
      release();
    },
  };
}

/** Before a change of schema. */
function keepCopy(folder: OpenFolder, dataDir: string, [from, to]: [number, number]): void {
  const backups = join(dataDir, 'backups');
  mkdirSync(backups, { recursive: true });
  const copy = join(backups, `before-hub-schema-${from + 1}-${to}-${process.pid}.sqlite`);
  folder.vacuumInto(copy);
  flushFile(copy);
}

/** Before a change of schema the backups of a server are its operator's (docs/spec/sync.md). */
function connectBase(url: string, tell: HubTrouble): Omit<OpenBase, 'unlocked'> {
  return {
    engine: 'postgres',
    ...connectPostgres(url, { onLost: (error) => tell('a connection to PostgreSQL broke', error) }),
  };
}

/** What a person is told of an error of either engine; any other as it is. */
export function hubErrorOf(error: unknown): unknown {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
  if (typeof code === 'string') {
    if (UNREACHABLE.test(code))
      return new AppError('HUB_REFUSED', { case: 'unreachable', reason: code }, { cause: error });
    if (BUSY.has(code)) return new AppError('HUB_REFUSED', { case: 'busy' }, { cause: error });
    if (code === PG_DISK_FULL) return new AppError('STORE_FULL', {}, { cause: error });
  }
  return damagedOr(error);
}

/** No way there, or not let in: connection exceptions (08), authorization (28), no such database, too many, starting or ending. */
const UNREACHABLE =
  /^(ECONNREFUSED|ENOENT|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ECONNRESET|EPIPE|08\w{3}|28\w{3}|3D000|53300|57P0[123])$/;
const PG_DISK_FULL = '53100';
/** Locks that were waited for too long, or in a circle. */
const BUSY: ReadonlySet<string> = new Set(['55P03', '40P01', '40001', 'SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT']);
