import { AppError } from '../../shared/domain/errors.ts';
import { recoverHeld } from '../core/encryption/recoverHeld.ts';
import { type KeyRing, type KeySlotKind, keyRingText } from '../security/keyRing.ts';
import { dropAccountKey, recoverRing } from '../security/recoverRing.ts';
import { folderRing, type RingPlace } from '../security/ringPlace.ts';
import { StoreKeys } from '../security/StoreKeys.ts';
import { connectPostgres } from './connectPostgres.ts';
import type { ActBy, KeyChange } from './hubAct.ts';
import { noteAct } from './hubActs.ts';
import type { HubPlace } from './hubEngine.ts';
import { writeNote } from './hubNotes.ts';
import type { HubDb } from './hubPorts.ts';
import { lockPartition } from './lockPartition.ts';
import { requireHubSchema } from './migrateHub.ts';
import type { OpenHub } from './openHub.ts';
import { requireNoDesk, ringOf } from './unlockHub.ts';
import { writeInTurn } from './writeInTurn.ts';

/** Where the key ring of a hub lies: in its folder, or in its database. */
export function ringPlaceOf(hub: Pick<OpenHub, 'db'> & { dataDir?: string }): RingPlace {
  return hub.dataDir === undefined ? baseRing(hub.db) : folderRing(hub.dataDir);
}

function baseRing(db: HubDb): RingPlace {
  return {
    async read() {
      const ring = await ringOf(db);
      if (ring === null) throw new AppError('KEY_RING', { case: 'missing' });
      return ring;
    },
    write: (ring: KeyRing) =>
      writeInTurn(db, async (tx) => {
        await lockPartition(tx);
        await writeNote(tx, 'ring', keyRingText(ring));
      }),
  };
}

/** The keys of a hub that is open, also beside whoever serves it. `accountDir`: see KeyMeans. */
export function keysOfHub(hub: OpenHub, accountDir: string): StoreKeys {
  return new StoreKeys(ringPlaceOf(hub), accountDir, hub.unlocked.key);
}

/** Changes by what a hub opens, and keeps there that it was done. */
export async function changeHubKeys<Result>(
  hub: OpenHub,
  { accountDir, change, ...act }: ActBy & { accountDir: string; change: KeyChange },
  work: (keys: StoreKeys) => Promise<Result>,
): Promise<Result> {
  const result = await work(keysOfHub(hub, accountDir));
  await writeInTurn(hub.db, async (tx) => {
    await lockPartition(tx);
    await noteAct(tx, { ...act, what: 'key', change });
  });
  return result;
}

/**
 * Opens a hub by its printed recovery key, and gives it a new passphrase (`place.means`), or what this account opens. Whoever
 * serves a folder ends before. Errors: STORE_IN_USE, HUB_REFUSED (none, desk), those of recoverRing.
 */
export async function recoverHub(place: HubPlace, recoveryKey: string): Promise<KeySlotKind> {
  const { means } = place;
  if (place.engine === 'sqlite') {
    requireNoDesk(place.dataDir);
    return recoverHeld({ dataDir: place.dataDir, accountDir: means.accountDir }, recoveryKey, means);
  }
  const base = connectPostgres(place.url);
  try {
    await requireHubSchema(base.db);
    const ring = baseRing(base.db);
    const recovered = await recoverRing(await ring.read(), recoveryKey, means);
    await ring.write(recovered.ring);
    dropAccountKey(recovered, means);
    return recovered.by;
  } finally {
    await base.close();
  }
}
