import { sql } from 'kysely';
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
  const [name, value] = 'device' in reader ? ['xueji.device', reader.device] : ['xueji.grant', reader.grant];
  await sql`SELECT set_config(${name}, ${value}, true)`.execute(tx);
}

/** `none`: SQLite. `passed`: the role that the hub signs in with is above the server’s rules, so that they hold nothing. */
export type FenceState = 'held' | 'passed' | 'none';

export async function fenceState(db: HubDb | HubTx): Promise<FenceState> {
  if (!isPostgres(db)) return 'none';
  const { rows } = await sql<{ passed: boolean }>`
    SELECT rolsuper OR rolbypassrls AS passed FROM pg_roles WHERE rolname = current_user`.execute(db);
  return rows[0]!.passed ? 'passed' : 'held';
}
