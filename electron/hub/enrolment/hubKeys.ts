import { type HubIdentity, newHubIdentity } from '../../sync/net/hubCertificate.ts';
import type { HubDb, HubPorts, HubTx } from '../hubPorts.ts';
import { lockPartition } from '../lockPartition.ts';

/** What this hub shows that it is itself with. Made once, and kept with all that the hub has: also in its backups. */
export async function hubIdentity(db: HubDb, ports: HubPorts): Promise<HubIdentity> {
  return (await readIdentity(db)) ?? db.transaction().execute((tx) => makeIdentity(tx, ports));
}

/**
 * A new key, signed by the one before, which signs nothing ever after. Devices take the new one for the hub's when they
 * next meet it. Against a key that somebody else got hold of it does not help: then every device is enrolled anew.
 */
export async function rollHubKey(db: HubDb, ports: HubPorts): Promise<HubIdentity> {
  return db.transaction().execute(async (tx) => {
    await lockPartition(tx);
    const before = (await readIdentity(tx)) ?? (await makeIdentity(tx, ports));
    const rolled = newHubIdentity(ports.random, before);
    const n = before.chain.length + 1;
    await keep(tx, ports, { n, identity: rolled });
    await tx.updateTable('hub_key').set({ private_key: '' }).where('n', '<', n).execute();
    return rolled;
  });
}

async function makeIdentity(tx: HubTx, ports: HubPorts): Promise<HubIdentity> {
  // Two processes of one database that start together make one key.
  await lockPartition(tx);
  const made = await readIdentity(tx);
  if (made !== null) return made;
  const identity = newHubIdentity(ports.random);
  await keep(tx, ports, { n: 1, identity });
  return identity;
}

async function readIdentity(db: HubDb | HubTx): Promise<HubIdentity | null> {
  const keys = await db.selectFrom('hub_key').selectAll().orderBy('n', 'desc').execute();
  const last = keys[0];
  return last === undefined
    ? null
    : { chain: keys.map(({ certificate }) => certificate), privateKey: last.private_key };
}

async function keep(
  tx: HubTx,
  ports: HubPorts,
  { n, identity }: { n: number; identity: HubIdentity },
): Promise<void> {
  const { chain, privateKey } = identity;
  const key = { n, certificate: chain[0]!, private_key: privateKey, made_at: ports.now() };
  await tx.insertInto('hub_key').values(key).execute();
}
