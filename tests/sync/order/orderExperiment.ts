import { sql } from 'kysely';
import type { SeededRandom } from '../../../electron/demo/seededRandom.ts';
import { connectPostgres } from '../../../electron/hub/connectPostgres.ts';
import type { HubDb } from '../../../electron/hub/hubPorts.ts';
import type { Entry, OrderScheme } from './orderSchemes.ts';

export interface Experiment {
  url: string;
  scheme: OrderScheme;
  writers: number;
  commits: number;
  /** Rows that all of them change. */
  hotRows: number;
  /** Of how many transactions one lets time pass in its middle, up to 4 ms. */
  thinksOneIn: number;
  /** After so many commits a connection of theirs is ended by the server; 0: never. */
  killsEvery: number;
  random: SeededRandom;
}

export interface Observed {
  committed: number;
  rolledBack: number;
  killed: number;
  entries: number;
  /** Entries that are in the log and that the reader, who always asked for what is behind its position, never saw. */
  missed: number;
  /** Numbers that no entry has. */
  gaps: number;
  /** Entries of a row that stand in another order than the row changed in. */
  inversions: number;
  /** Rows whose last entry is not what they are: whoever follows the log ends wrong, for ever. */
  wrongRows: number;
}

const ROWS_OF_COMMIT = 3;
const POLL_LIMIT = 1000;

/** Experiments A and B of sync.md §2: writers that think, roll back and are killed, and one reader that polls. */
export async function orderExperiment(options: Experiment): Promise<Observed> {
  const { url, scheme, writers, commits, killsEvery } = options;
  const [hub, reader] = [connectPostgres(url), connectPostgres(url, { connections: 2 })];
  try {
    await scheme.prepare(reader.db);
    const counts = { committed: 0, rolledBack: 0, killed: 0 };
    const seen = new Map<number, Entry>();
    let cursor = 0;
    let isOver = false;
    const poll = async () => {
      for (;;) {
        const last = isOver;
        const entries = await scheme.poll(reader.db, cursor, POLL_LIMIT);
        for (const entry of entries) seen.set(entry.seq, entry);
        cursor = entries.at(-1)?.seq ?? cursor;
        if (last && entries.length === 0) return;
        // Whoever wrote in the same process has its turn.
        await new Promise(setImmediate);
      }
    };
    const polled = poll();
    await Promise.all(
      Array.from({ length: writers }, async () => {
        while (counts.committed < commits) {
          await writeOnce(hub.db, options, counts);
          if (killsEvery > 0 && counts.committed >= (counts.killed + 1) * killsEvery) {
            counts.killed += 1;
            await killOne(reader.db);
          }
        }
      }),
    );
    isOver = true;
    await polled;
    return { ...counts, ...(await compare(reader.db, scheme, seen)) };
  } finally {
    await hub.close();
    await reader.close();
  }
}

class Rollback extends Error {}

async function writeOnce(
  db: HubDb,
  { scheme, hotRows, thinksOneIn, random }: Experiment,
  counts: { committed: number; rolledBack: number },
): Promise<void> {
  const rows = new Set<string>();
  while (rows.size < ROWS_OF_COMMIT) rows.add(`hot-${random.below(hotRows)}`);
  const thinks = random.chance(1 / thinksOneIn);
  const [ms, rollsBack] = [random.next() * 4, random.chance(0.03)];
  try {
    await db.transaction().execute(async (tx) => {
      await scheme.write(tx, [...rows], async () => {
        if (thinks) await sql`SELECT pg_sleep(${ms / 1000})`.execute(tx);
      });
      if (rollsBack) throw new Rollback();
    });
    counts.committed += 1;
  } catch (error) {
    if (error instanceof Rollback) counts.rolledBack += 1;
    else if (!isKilled(error)) throw error;
  }
}

/** Ended by the administrator, or found dead afterwards: what became of the transaction nobody knows. */
function isKilled(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
  const said = error instanceof Error ? error.message : '';
  return (
    code === '57P01' ||
    code === 'ECONNRESET' ||
    code === 'EPIPE' ||
    /Connection terminated|not queryable/.test(said)
  );
}

/** One that has written in the middle of its transaction. */
function killOne(db: HubDb): Promise<unknown> {
  return sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_xid IS NOT NULL
    ORDER BY random() LIMIT 1`.execute(db);
}

async function compare(
  db: HubDb,
  scheme: OrderScheme,
  seen: ReadonlyMap<number, Entry>,
): Promise<Pick<Observed, 'entries' | 'missed' | 'gaps' | 'inversions' | 'wrongRows'>> {
  const found = { entries: 0, missed: 0, gaps: 0, inversions: 0, wrongRows: 0 };
  const lasts = new Map<string, number>();
  let before = 0;
  for (;;) {
    const entries = await scheme.poll(db, before, POLL_LIMIT);
    if (entries.length === 0) break;
    for (const { seq, row, ver } of entries) {
      found.entries += 1;
      if (!seen.has(seq)) found.missed += 1;
      found.gaps += seq - before - 1;
      if (ver !== (lasts.get(row) ?? 0) + 1) found.inversions += 1;
      lasts.set(row, ver);
      before = seq;
    }
  }
  const rows = await db.selectFrom('row').select(['row_id', 'ver']).execute();
  found.wrongRows = rows.filter(({ row_id: row, ver }) => lasts.get(row) !== Number(ver)).length;
  return found;
}
