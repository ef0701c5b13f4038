import { type RawBuilder, sql } from 'kysely';
import type { HubDb, HubTx } from './hubPorts.ts';
import { isPostgres } from './rowSets.ts';

/** For whom something is read: a device, whose grant the server looks up itself, or a grant as `device.scope` has it. */
export type Reader = { device: string } | { grant: string };

/**
 * From here to its end this transaction sees no rows, entries of the log and names of files outside what the reader may
 * hold (`fenceRows`). On SQLite, where a hub’s database has no such rules, the fences are those in the hub’s code.
 */
export async function fence(tx: HubTx, reader: Reader): Promise<void> {
  if (!isPostgres(tx)) return;
  // Of a grant as it is stored: 'all', or its colleges and what is everybody’s.
  const scopes = (granted: RawBuilder<string>) => sql<string>`CASE WHEN ${granted} = '"*"' THEN 'all' ELSE
    (ARRAY(SELECT one FROM json_array_elements_text(${granted}::json) AS one WHERE one <> '') || '*'::text)::text END`;
  if ('grant' in reader) {
    await sql`SELECT set_config('xueji.scopes', ${scopes(sql`${reader.grant}::text`)}, true)`.execute(tx);
    return;
  }
  await sql`SELECT set_config('xueji.device', ${reader.device}, true), set_config('xueji.scopes', coalesce((
    SELECT ${scopes(sql.ref('scope'))} FROM device WHERE id = ${reader.device} AND state = 'active'
  ), '{}'), true)`.execute(tx);
}

/** `none`: SQLite. `passed`: the role that the hub signs in with is above the server’s rules, so that they hold nothing. */
export type FenceState = 'held' | 'passed' | 'none';

export async function fenceState(db: HubDb | HubTx): Promise<FenceState> {
  if (!isPostgres(db)) return 'none';
  const { rows } = await sql<{ passed: boolean }>`
    SELECT rolsuper OR rolbypassrls AS passed FROM pg_roles WHERE rolname = current_user`.execute(db);
  return rows[0]!.passed ? 'passed' : 'held';
}
