import { type Kysely, sql } from 'kysely';
import type { HubTables } from './hubTables.ts';
import { isPostgres } from './rowSets.ts';

/** Tables whose rows are of a scope. What else speaks of students (`mutation`, `quarantine`) is told by these alone. */
const FENCED = ['row', 'log', 'blob_ref', 'digest'] as const;

/**
 * On PostgreSQL the server itself tells a reading that is made for a device (`fence.ts`) no row outside its grant, whatever
 * the question (sync.md §5.6): a second fence behind the one in the hub’s own code. `hub_fence()` answers the scopes that
 * the reading may see, null: all. The hub’s own work, which must know what a device may not have in order to refuse it, is
 * not fenced. A role that is above such rules (superuser, BYPASSRLS) is not held by them: see `fenceState`.
 */
export async function fenceRows(db: Kysely<HubTables>): Promise<void> {
  if (!isPostgres(db)) return;
  await sql`
    CREATE FUNCTION hub_fence() RETURNS text[] LANGUAGE sql STABLE AS $$
      SELECT CASE
        WHEN granted IS NULL OR granted = '"*"' THEN NULL
        ELSE ARRAY(SELECT one FROM json_array_elements_text(granted::json) AS one WHERE one <> '') || '*'::text
      END
      FROM (
        SELECT CASE
          WHEN current_setting('xueji.device', true) <> ''
            THEN coalesce((
              SELECT scope FROM device WHERE id = current_setting('xueji.device', true) AND state = 'active'
            ), '[]')
          ELSE nullif(current_setting('xueji.grant', true), '')
        END AS granted
      ) AS reading
    $$`.execute(db);
  for (const table of FENCED) {
    // What became of a device’s own work is told to it whatever the row’s scope is by now.
    const own =
      table === 'log' ? sql` OR (kind = 'ack' AND device = current_setting('xueji.device', true))` : sql``;
    // Asked once for each statement, not for each row.
    const seen = sql`(SELECT hub_fence()) IS NULL OR scope = ANY ((SELECT hub_fence())::text[])${own}`;
    await sql`CREATE POLICY hub_fence ON ${sql.table(table)} USING (${seen}) WITH CHECK (true)`.execute(db);
    await sql`ALTER TABLE ${sql.table(table)} ENABLE ROW LEVEL SECURITY`.execute(db);
    // The hub’s role owns the tables, and owners are let through otherwise.
    await sql`ALTER TABLE ${sql.table(table)} FORCE ROW LEVEL SECURITY`.execute(db);
  }
}
