import type { DeviceAct, HubAct } from './hubAct.ts';
import { type HubNotes, readNote, writeNote } from './hubNotes.ts';
import { grantOf, type HubDb, type HubTx } from './hubPorts.ts';

/** Codes are many where a school begins: the oldest acts of a hub go after so many. What was said of devices stays. */
const MOST_ACTS = 500;

/** To be called under the lock, in the transaction of what is done. */
export async function noteAct(tx: HubTx, act: HubAct): Promise<void> {
  const acts: HubNotes['acts'] = [...((await readNote(tx, 'acts')) ?? []), act];
  await writeNote(tx, 'acts', acts.slice(-MOST_ACTS));
}

/** What was done at the hub last, newest first: by whom, whether from a window or by a command. */
export async function newestActs(db: HubDb | HubTx, limit: number): Promise<(HubAct | DeviceAct)[]> {
  const others = (await readNote(db, 'acts')) ?? [];
  const acts = [...others, ...(await deviceActs(db, limit))];
  return acts.sort((one, other) => other.at - one.at).slice(0, limit);
}

/** Of each change of a grant the one before it is the row before. */
async function deviceActs(db: HubDb | HubTx, limit: number): Promise<DeviceAct[]> {
  const rows = await db
    .selectFrom('device_grant as now')
    .innerJoin('device', 'device.id', 'now.device')
    .leftJoin('device_grant as was', (join) =>
      join
        .onRef('was.device', '=', 'now.device')
        .on((on) => on('was.grant_version', '=', on('now.grant_version', '-', 1))),
    )
    .select([
      ...(['now.device', 'now.state', 'now.scope', 'now.at', 'now.by', 'device.name'] as const),
      ...(['was.scope as before', 'now.grant_version'] as const),
    ])
    .orderBy('now.at', 'desc')
    .orderBy('now.grant_version', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ device, name, state, scope, at, by, before }) => ({
    ...{ at: Number(at), by, device, name },
    what: state === 'revoked' ? 'revoke' : before === null ? 'let-in' : 'grant',
    ...{ before: before === null ? [] : grantOf(before), grant: grantOf(scope) },
  }));
}
