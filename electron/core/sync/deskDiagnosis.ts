import type { SyncStatus } from '../../../shared/contract/sync.ts';
import type { ReadDb } from '../../db/database.ts';
import { giveWay } from '../../db/giveWay.ts';
import type { Outcome } from '../../sync/protocol/syncedMutation.ts';
import { ROW_SCHEMA } from '../../sync/rules/rowSchema.ts';
import { PROGRAM_VERSION } from '../programVersion.ts';
import type { anonymously } from './anonymous.ts';

/** Of `sync_state`, what says how far the desk is and nothing of whom. */
const STATES = ['cursor', 'grantVersion', 'schema', 'auditedAt', 'auditMended', 'joinedAt', 'overwritten'];

/**
 * How a desk and its sync stand, for whoever helps: counts, states, versions. Nothing of anybody: no names, no addresses, no
 * words of rows; whom ids name can’t be found out (anonymously).
 */
export async function deskDiagnosis(
  db: ReadDb,
  { now, status, hidden }: { now: number; status: SyncStatus; hidden: ReturnType<typeof anonymously> },
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const { hub, trouble, ...stands } = status;
  return {
    at: new Date(now).toISOString(),
    program: PROGRAM_VERSION,
    ...{ node: process.versions.node, platform: process.platform, arch: process.arch },
    rowSchema: ROW_SCHEMA,
    storeSchema: db.read<{ user_version: number }>('PRAGMA user_version').get()?.user_version,
    sync: { ...stands, trouble: trouble?.code ?? null },
    hub: hub && { name: hidden.id(hub.fingerprint), letters: hub.letters, isHost: hub.isHost },
    state: db
      .read<{ key: string; value: string }>(
        `SELECT key, value FROM sync_state WHERE key IN (${STATES.map((key) => `'${key}'`).join(', ')}) ORDER BY key`,
      )
      .all(),
    outbox: db
      .read(
        `SELECT coalesce(m.name, 'sync.join') AS name, o.state, count(*) AS count
         FROM outbox o LEFT JOIN mutation m ON m.mid = o.mutation GROUP BY 1, 2 ORDER BY 1, 2`,
      )
      .all(),
    refused: refusedBy(db),
    conflicts: db
      .read('SELECT entity, state, count(*) AS count FROM conflict GROUP BY 1, 2 ORDER BY 1, 2')
      .all(),
    files: db.read('SELECT state, count(*) AS count FROM sync_blob GROUP BY 1 ORDER BY 1').all(),
    rows: await countsOf(db, signal),
  };
}

/** By why, and what it was about. */
function refusedBy(db: ReadDb): { code: string; entity: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { outcome } of db
    .read<{ outcome: string }>("SELECT outcome FROM outbox WHERE state IN ('rejected', 'conflict')")
    .all()) {
    const { why } = JSON.parse(outcome) as Outcome;
    const key = `${why?.code ?? 'conflict'}\n${why?.entity ?? ''}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => {
    const [code, entity] = key.split('\n') as [string, string];
    return { code, entity, count };
  });
}

/** Table by table: windows are answered in between. */
async function countsOf(db: ReadDb, signal: AbortSignal): Promise<Record<string, number>> {
  const tables = db
    .read<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .all();
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    await giveWay(signal);
    counts[name] = db.read<{ count: number }>(`SELECT count(*) AS count FROM "${name}"`).get()!.count;
  }
  return counts;
}
