import type { PersonSecretOnWire, SecretsAnswer, SecretsAsked } from '../sync/protocol/secrets.ts';
import { type Grant, grantOf, type HubDb, type HubTx, isGranted } from './hubPorts.ts';
import { lockPartition } from './lockPartition.ts';
import { slices } from './slices.ts';

/**
 * What people are known by when they sign in goes to the desks that hold these people, and to no other; never in the log,
 * which keeps what it is told (decision 0036). Of two who set one the later to arrive holds. Whoever asks was let in as an
 * active device.
 */
export async function exchangeSecrets(
  db: HubDb,
  device: string,
  { changed, known }: SecretsAsked,
): Promise<SecretsAnswer> {
  return await db.transaction().execute(async (tx) => {
    // Nearly always there is nothing to be kept, and nobody is to wait for a desk that only asks.
    if (changed.length > 0) await lockPartition(tx);
    const { scope } = await tx
      .selectFrom('device')
      .select('scope')
      .where('id', '=', device)
      .executeTakeFirstOrThrow();
    const people = await heldPeople(tx, grantOf(scope));
    const taken: { person: string; ver: number | null }[] = [];
    for (const secret of changed) {
      taken.push({ person: secret.person, ver: people.has(secret.person) ? await keep(tx, secret) : null });
    }
    const has = new Map(known.map(({ person, ver }) => [person, ver]));
    const secrets: (PersonSecretOnWire & { ver: number })[] = [];
    for (const some of slices([...people])) {
      const stored = await tx.selectFrom('person_secret').selectAll().where('person', 'in', some).execute();
      for (const { person, hash, must_change, set_at, ver } of stored) {
        if (has.get(person) === Number(ver) || changed.some((one) => one.person === person)) continue;
        const mustChange = Number(must_change) === 1;
        secrets.push({ person, hash, mustChange, setAt: Number(set_at), ver: Number(ver) });
      }
    }
    return { taken, secrets };
  });
}

async function heldPeople(tx: HubTx, grant: Grant): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('row')
    .select(['row_id', 'scope'])
    .where('entity', '=', 'person')
    .where('fields', '<>', 'null')
    .execute();
  return new Set(rows.filter(({ scope }) => isGranted(grant, scope)).map(({ row_id }) => row_id));
}

async function keep(tx: HubTx, { person, hash, mustChange, setAt }: PersonSecretOnWire): Promise<number> {
  const stored = await tx
    .selectFrom('person_secret')
    .select('ver')
    .where('person', '=', person)
    .executeTakeFirst();
  const ver = Number(stored?.ver ?? 0) + 1;
  const values = { hash, must_change: mustChange ? 1 : 0, set_at: setAt, ver };
  await tx
    .insertInto('person_secret')
    .values({ person, ...values })
    .onConflict((conflict) => conflict.column('person').doUpdateSet(values))
    .execute();
  return ver;
}
