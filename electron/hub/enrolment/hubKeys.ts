import { AppError } from '../../../shared/domain/errors.ts';
import { type Seal, sealOf } from '../../security/seal.ts';
import { type HubIdentity, newHubIdentity } from '../../sync/net/hubCertificate.ts';
import { noteAct } from '../hubActs.ts';
import type { HubDb, HubPorts, HubTx } from '../hubPorts.ts';
import { lockPartition } from '../lockPartition.ts';
import type { OpenHub } from '../openHub.ts';

/** The database, and what opens what is sealed in it. */
export type KeyedHub = Pick<OpenHub, 'db' | 'unlocked'>;

/** What this hub shows that it is itself with. Made once, and kept with all that the hub has: also in its backups. */
export async function hubIdentity(hub: KeyedHub, ports: HubPorts): Promise<HubIdentity> {
  const seal = sealOfHub(hub);
  return (
    (await readIdentity(hub.db, seal)) ?? hub.db.transaction().execute((tx) => makeIdentity(tx, seal, ports))
  );
}

/**
 * A new key, signed by the one before, which signs nothing ever after. Devices take the new one for the hub's when they
 * next meet it. Against a key that somebody else got hold of it does not help: renewHubKey does.
 */
export async function rollHubKey(hub: KeyedHub, ports: HubPorts, by: string): Promise<HubIdentity> {
  const seal = sealOfHub(hub);
  return hub.db.transaction().execute(async (tx) => {
    await lockPartition(tx);
    const before = (await readIdentity(tx, seal)) ?? (await makeIdentity(tx, seal, ports));
    const rolled = newHubIdentity(ports.random, before);
    const n = await keep(tx, { at: ports.now(), identity: rolled, seal });
    await tx.updateTable('hub_key').set({ private_key: '' }).where('n', '<', n).execute();
    await noteAct(tx, { by, at: ports.now(), what: 'roll-key' });
    return rolled;
  });
}

/**
 * A key that nothing leads to from the one before, and another one for bundles: of a hub whose key somebody else may have.
 * Devices are told it by people, who compare it (`sync trust`); bundles that were made for the old one are not taken.
 */
export async function renewHubKey(hub: KeyedHub, ports: HubPorts, by: string): Promise<HubIdentity> {
  const seal = sealOfHub(hub);
  return hub.db.transaction().execute(async (tx) => {
    await lockPartition(tx);
    const identity = newHubIdentity(ports.random);
    const n = await keep(tx, { at: ports.now(), identity, seal });
    await tx.deleteFrom('hub_key').where('n', '<', n).execute();
    await tx.deleteFrom('hub_note').where('name', '=', 'bundleKey').execute();
    await noteAct(tx, { by, at: ports.now(), what: 'new-key' });
    return identity;
  });
}

async function makeIdentity(tx: HubTx, seal: Seal, ports: HubPorts): Promise<HubIdentity> {
  // Two processes of one database that start together make one key.
  await lockPartition(tx);
  const made = await readIdentity(tx, seal);
  if (made !== null) return made;
  const identity = newHubIdentity(ports.random);
  await keep(tx, { at: ports.now(), identity, seal });
  return identity;
}

async function readIdentity(db: HubDb | HubTx, seal: Seal): Promise<HubIdentity | null> {
  const keys = await db.selectFrom('hub_key').selectAll().orderBy('n', 'desc').execute();
  const last = keys[0];
  if (last === undefined) return null;
  const privateKey = seal.open(Buffer.from(last.private_key, 'base64'), aboutKey(last.n));
  // Another ring than the one that the key was made under.
  if (privateKey === null) throw new AppError('KEY_RING', { case: 'damaged' });
  return { chain: keys.map(({ certificate }) => certificate), privateKey: privateKey.toString('utf8') };
}

/** Returns its number: behind all that there are, whether they lead to it or not. */
async function keep(
  tx: HubTx,
  { at, identity, seal }: { at: number; identity: HubIdentity; seal: Seal },
): Promise<number> {
  const last = await tx
    .selectFrom('hub_key')
    .select(({ fn }) => fn.max('n').as('n'))
    .executeTakeFirst();
  const n = Number(last?.n ?? 0) + 1;
  const { chain, privateKey } = identity;
  const sealed = seal.close(Buffer.from(privateKey, 'utf8'), aboutKey(n)).toString('base64');
  const key = { n, certificate: chain[0]!, private_key: sealed, made_at: at };
  await tx.insertInto('hub_key').values(key).execute();
  return n;
}

/** In a PostgreSQL database the private key is all that its administrator must not read; there is a seal on both engines. */
function sealOfHub({ unlocked }: KeyedHub): Seal {
  return sealOf(unlocked.key, 'files')!;
}

function aboutKey(n: number): string {
  return `hub_key/${n}`;
}
