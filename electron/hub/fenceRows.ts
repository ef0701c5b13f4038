import { type Kysely, sql } from 'kysely';
import type { HubTables } from './hubTables.ts';
import { isPostgres } from './rowSets.ts';

/** Tables whose rows are of a scope. What else speaks of students (`mutation`, `quarantine`) is told by these alone. */
const FENCED = ['row', 'log', 'blob_ref', 'digest'] as const;

/**
 * On PostgreSQL the server itself tells a reading that is made for a device (`fence.ts`) no row outside its grant, whatever
 * the question (sync.md §5.6): a second fence behind the one in the hub’s own code. `xueji.scopes` says what the reading may
 * see: an array, or 'all'; nothing for the hub’s own work, which must know what a device may not have in order to refuse it.
 * A role that is above such rules (superuser, BYPASSRLS) is not held by them: see `fenceState`.
 */
export async function fenceRows(db: Kysely<HubTables>): Promise<void> {
  if (!isPostgres(db)) return;
  const scopes = sql`coalesce(current_setting('xueji.scopes', true), '')`;
  for (const table of FENCED) {
    // What became of a device’s own work is told to it whatever the row’s scope is by now.
    const own =
      table === 'log' ? sql` OR (kind = 'ack' AND device = current_setting('xueji.device', true))` : sql``;
    // Within a SELECT it is asked once for each statement, not for each row.
    const seen = sql`(SELECT ${scopes} IN ('', 'all'))
      OR scope = ANY ((SELECT CASE WHEN ${scopes} IN ('', 'all') THEN NULL ELSE ${scopes}::text[] END)::text[])${own}`;
    await sql`CREATE POLICY hub_fence ON ${sql.table(table)} USING (${seen}) WITH CHECK (true)`.execute(db);
    await sql`ALTER TABLE ${sql.table(table)} ENABLE ROW LEVEL SECURITY`.execute(db);
    // The hub’s role owns the tables, and owners are let through otherwise.
    await sql`ALTER TABLE ${sql.table(table)} FORCE ROW LEVEL SECURITY`.execute(db);
  }
}
