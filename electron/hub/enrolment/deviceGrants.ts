import { AppError } from '../../../shared/domain/errors.ts';
import { deviceFingerprint, sameFingerprint } from '../../sync/net/fingerprint.ts';
import { type Grant, grantOf, type HubDb, type HubPorts, type HubTx, OFFICE, SCHOOL } from '../hubPorts.ts';
import type { HubTables } from '../hubTables.ts';
import { LogWriter } from '../LogWriter.ts';
import { lockPartition } from '../lockPartition.ts';

export interface EnrolledDevice {
  id: string;
  name: string;
  state: HubTables['device']['state'];
  grant: Grant;
  grantVersion: number;
  /** SPKI, base64. */
  publicKey: string;
  /** Epoch ms. */
  askedAt: number | null;
  seenAt: number | null;
  appVersion: string | null;
  clockSkewMs: number | null;
}

/** All devices, those that wait first, then by name. */
export async function listDevices(db: HubDb): Promise<EnrolledDevice[]> {
  const rows = await db.selectFrom('device').selectAll().orderBy('name').orderBy('id').execute();
  const rank = { enrolling: 0, active: 1, revoked: 2 };
  return rows.map(toDevice).sort((a, b) => rank[a.state] - rank[b.state]);
}

/** The device that somebody means: by its id, the beginning of it, or its name. Errors: HUB_DEVICE. */
export async function findDevice(db: HubDb, said: string): Promise<EnrolledDevice> {
  const devices = await listDevices(db);
  const exact = devices.filter(({ id, name }) => id === said || name === said);
  const meant = exact.length > 0 ? exact : devices.filter(({ id }) => said !== '' && id.startsWith(said));
  if (meant.length > 1) throw new AppError('HUB_DEVICE', { case: 'several', device: said });
  const [device] = meant;
  if (device === undefined) throw new AppError('HUB_DEVICE');
  return device;
}

/** What a change came to. */
export interface ChangedDevice {
  device: EnrolledDevice;
  /** What it might hold until then; the same as now: nothing was changed. */
  before: Grant;
}

export interface GrantChange {
  /** Id. */
  device: string;
  grant: Grant;
  /** Who decides it. */
  by: string;
}

/**
 * Lets a device in that waits, once somebody has compared its fingerprint: `seen` is what its own screen shows. Errors:
 * HUB_DEVICE (device, active, revoked, scope, fingerprint).
 */
export async function approveDevice(
  db: HubDb,
  ports: HubPorts,
  { seen, ...change }: GrantChange & { seen: string },
): Promise<ChangedDevice> {
  // It takes its time: not while everybody waits for the lock. A device's key never changes.
  const own = deviceFingerprint((await read(db, change.device)).publicKey);
  return changing(db, ports, change, (device) => {
    if (device.state !== 'enrolling') throw stateError(device);
    // Which it is is not said: whoever is told copies it, and nobody has looked at that computer.
    if (!sameFingerprint(seen, own)) throw new AppError('HUB_DEVICE', { case: 'fingerprint' });
    return { state: 'active', grant: plainGrant(change.grant) };
  });
}

/**
 * Widens or narrows what a device may hold; the same again changes nothing. It is in force for everything that is asked
 * from then on, and the device forgets what it may not hold any more. Errors: HUB_DEVICE (device, enrolling, revoked, scope).
 */
export async function setGrant(db: HubDb, ports: HubPorts, change: GrantChange): Promise<ChangedDevice> {
  return changing(db, ports, change, (device) => {
    if (device.state !== 'active') throw stateError(device);
    const grant = plainGrant(change.grant);
    return JSON.stringify(grant) === JSON.stringify(device.grant) ? null : { state: 'active', grant };
  });
}

/** For good: a device that is to come back is enrolled anew. Errors: HUB_DEVICE (device, revoked). */
export async function revokeDevice(
  db: HubDb,
  ports: HubPorts,
  change: Omit<GrantChange, 'grant'>,
): Promise<ChangedDevice> {
  return changing(db, ports, change, (device) => {
    if (device.state === 'revoked') throw stateError(device);
    return { state: 'revoked', grant: [] };
  });
}

/** Under the partition's lock, in the log like every other commit: what was served before it was served by the old grant. */
async function changing(
  db: HubDb,
  ports: HubPorts,
  { device: id, by }: Omit<GrantChange, 'grant'>,
  decide: (device: EnrolledDevice) => { state: 'active' | 'revoked'; grant: Grant } | null,
): Promise<ChangedDevice> {
  return db.transaction().execute(async (tx) => {
    const partition = await lockPartition(tx);
    const device = await read(tx, id);
    const decided = decide(device);
    if (decided === null) return { device, before: device.grant };
    const { state, grant } = decided;
    const grantVersion = device.grantVersion + 1;
    const scope = JSON.stringify(grant);
    const at = ports.now();
    const log = new LogWriter(partition, at);
    log.note({
      ...{ kind: 'grant', scope: OFFICE, entity: '', row: '', ver: grantVersion, device: id, mid: 0 },
      patch: { state, grant },
    });
    await log.write(tx);
    await tx
      .insertInto('device_grant')
      .values({ device: id, grant_version: grantVersion, state, scope, at, by })
      .execute();
    await tx
      .updateTable('device')
      .set({ state, scope, grant_version: grantVersion })
      .where('id', '=', id)
      .execute();
    return { device: { ...device, state, grant, grantVersion }, before: device.grant };
  });
}

async function read(tx: HubDb | HubTx, id: string): Promise<EnrolledDevice> {
  const row = await tx.selectFrom('device').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('HUB_DEVICE');
  return toDevice(row);
}

function toDevice(row: HubTables['device']): EnrolledDevice {
  const number = (value: number | null) => (value === null ? null : Number(value));
  return {
    ...{ id: row.id, name: row.name, state: row.state, grant: grantOf(row.scope) },
    ...{ grantVersion: Number(row.grant_version), publicKey: row.public_key ?? '' },
    ...{ askedAt: number(row.asked_at), seenAt: number(row.seen_at), appVersion: row.app_version },
    clockSkewMs: number(row.clock_skew_ms),
  };
}

/** Sorted, each once: two grants are the same when their texts are. */
function plainGrant(grant: Grant): Grant {
  if (grant === '*') return grant;
  const colleges = [...new Set(grant.map((college) => college.trim()))].sort();
  if (colleges.length === 0 || colleges.includes(OFFICE) || colleges.includes(SCHOOL))
    throw new AppError('HUB_DEVICE', { case: 'scope' });
  return colleges;
}

function stateError({ state, name }: EnrolledDevice): AppError {
  return new AppError('HUB_DEVICE', { case: state, name });
}
