import { hash } from 'node:crypto';
import type { ReadDb, WriteDb } from '../../db/database.ts';
import type { PersonSecretOnWire, SecretsAnswer, SecretsAsked } from '../protocol/secrets.ts';

/** Sends what people set here to sign in by, and takes what was set elsewhere, of the people whom this desk holds. */
export async function syncSecrets(
  db: WriteDb,
  ask: (asked: SecretsAsked) => Promise<SecretsAnswer>,
  /** Whoever writes beside others waits for a turn. */
  inTurn: (take: () => void) => unknown = (take) => take(),
): Promise<void> {
  const asked = secretsToAsk(db);
  const answer = await ask(asked);
  await inTurn(() => db.transaction(() => takeSecrets(db, asked, answer)));
}

export function secretsToAsk(db: ReadDb): SecretsAsked {
  const rows = db
    .read<{ person: string; hash: string; must_change: number; set_at: number; hub_ver: number | null }>(
      'SELECT person, hash, must_change, set_at, hub_ver FROM person_secret ORDER BY person',
    )
    .all();
  const changed: PersonSecretOnWire[] = [];
  const known: SecretsAsked['known'] = [];
  for (const { person, hash, must_change, set_at, hub_ver } of rows) {
    if (hub_ver === null) changed.push({ person, hash, mustChange: must_change === 1, setAt: set_at });
    else known.push({ person, ver: hub_ver });
  }
  return { changed, known };
}

function takeSecrets(db: WriteDb, { changed }: SecretsAsked, { taken, secrets }: SecretsAnswer): void {
  const sent = new Map(changed.map(({ person, hash }) => [person, hash]));
  // What was set anew while the hub was asked is sent next time.
  const said = db.write('UPDATE person_secret SET hub_ver = ? WHERE person = ? AND hash = ?');
  for (const { person, ver } of taken) said.run(ver ?? OF_THIS_DESK, person, sent.get(person)!);
  const take = db.write(
    `INSERT INTO person_secret (person, hash, must_change, set_at, hub_ver) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (person) DO UPDATE SET hash = excluded.hash, must_change = excluded.must_change,
       set_at = excluded.set_at, hub_ver = excluded.hub_ver
     WHERE person_secret.hub_ver IS NOT NULL`,
  );
  for (const { person, hash, mustChange, setAt, ver } of secrets)
    take.run(person, hash, mustChange ? 1 : 0, setAt, ver);
  // Whoever is not here any more can’t sign in here any more.
  db.write('DELETE FROM person_secret WHERE person NOT IN (SELECT id FROM person)').run();
}

/**
 * The same of what came in a file, which may be older than what is here: versions only go up, unless the desk began anew
 * (`isWhole`). `told`: of what was set here, what the hub took.
 */
export function takeTold(
  db: WriteDb,
  { told, secrets }: Pick<SecretsAnswer, 'secrets'> & { told: SecretTaken[] },
  isWhole: boolean,
): void {
  db.transaction(() => {
    const read = db.read<{ hash: string; ver: number | null }>(
      'SELECT hash, hub_ver AS ver FROM person_secret WHERE person = ?',
    );
    const said = db.write('UPDATE person_secret SET hub_ver = ? WHERE person = ?');
    for (const { person, sha256, ver } of told) {
      const known = read.get(person);
      if (known && known.ver === null && hash('sha256', known.hash) === sha256)
        said.run(ver ?? OF_THIS_DESK, person);
    }
    const newer = secrets.filter(({ person, ver }) => isWhole || ver > (read.get(person)?.ver ?? 0));
    takeSecrets(db, { changed: [], known: [] }, { taken: [], secrets: newer });
  });
}

/** Of what somebody set at a desk to sign in by, that the hub has it. */
export interface SecretTaken {
  person: string;
  /** Of the hash. */
  sha256: string;
  /** Null: the hub does not keep it. */
  ver: number | null;
}

/** In place of the hub’s version: the hub does not take it from here. */
const OF_THIS_DESK = 0;
