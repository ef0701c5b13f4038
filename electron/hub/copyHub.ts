import { type Kysely, type SqlBool, sql } from 'kysely';
import type { HubTx } from './hubPorts.ts';
import { HUB_TABLE_KEYS } from './hubTableKeys.ts';

/** Rows that are read and written at once. The widest table has 14 columns: below the limits of parameters of both engines. */
const ROWS_AT_ONCE = 1000;

export interface Copying {
  signal: AbortSignal;
  /** Rows so far. */
  onRows(done: number): void;
}

/**
 * Puts everything that one hub's database holds in the place of all that another one holds; both have this program's
 * schema, whichever their engines. Each side is one transaction: what is read is one moment, and what is written is there
 * wholly or not at all. Errors: those of the databases; the signal's.
 */
export async function copyHub(from: HubTx, to: HubTx, { signal, onRows }: Copying): Promise<void> {
  let done = 0;
  for (const [table, keys] of Object.entries(HUB_TABLE_KEYS)) {
    await sql`DELETE FROM ${sql.table(table)}`.execute(to);
    let after: unknown[] | null = null;
    for (;;) {
      signal.throwIfAborted();
      const rows: Record<string, unknown>[] = await pageOf(from, table, keys, after);
      if (rows.length === 0) break;
      await (to as unknown as Kysely<Record<string, Record<string, unknown>>>)
        .insertInto(table)
        .values(rows)
        .execute();
      done += rows.length;
      onRows(done);
      const last = rows.at(-1)!;
      after = keys.map((key) => last[key]);
    }
  }
}

async function pageOf(
  from: HubTx,
  table: string,
  keys: readonly string[],
  after: unknown[] | null,
): Promise<Record<string, unknown>[]> {
  const columns = sql.join(keys.map((key) => sql.ref(key)));
  const behind =
    after === null
      ? sql<SqlBool>`1 = 1`
      : sql<SqlBool>`(${columns}) > (${sql.join(after.map((value) => sql.val(value)))})`;
  const page = sql<Record<string, unknown>>`
    SELECT * FROM ${sql.table(table)} WHERE ${behind} ORDER BY ${columns} LIMIT ${sql.lit(ROWS_AT_ONCE)}`;
  return (await page.execute(from)).rows;
}
