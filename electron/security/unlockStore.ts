import { join } from 'node:path';
import { AppError } from '../../shared/domain/errors.ts';
import { type DataKey, newDataKey } from './dataKey.ts';
import { isPlainDatabase } from './isPlainDatabase.ts';
import {
  type KeyRing,
  type KeySlot,
  type KeySlotKind,
  readKeyRing,
  slotOf,
  writeKeyRing,
} from './keyRing.ts';
import {
  accountSlot,
  openAccountSlot,
  openPassphraseSlot,
  passphraseSlot,
  removeAccountKey,
  type SystemKeyStore,
} from './keySlots.ts';
import { STORE_FILE } from './storeFile.ts';

/** What a host can open a store's key ring with. */
export interface KeyMeans {
  /** See accountKeyFolder. */
  accountDir: string;
  /** As it was given; null: none was. */
  passphrase: string | null;
  /** Null: this host has none, or none that protects. */
  system: SystemKeyStore | null;
  /** A new UUID: names a store that is new. */
  newId: () => string;
}

export interface Unlocked {
  key: DataKey;
  ring: KeyRing;
  by: KeySlotKind;
}

/**
 * The key of a data folder. Where there is no ring yet, one is made before anything is encrypted: for a new store, and
 * for a plain one of an earlier version, which is to be converted then (`ring.converting`). Errors: STORE_LOCKED (a
 * passphrase is needed), KEY_WRONG, KEY_PASSPHRASE, KEY_RING.
 */
export async function unlockStore(dataDir: string, means: KeyMeans): Promise<Unlocked> {
  const ring = readKeyRing(dataDir);
  if (ring !== null) return unlockRing(dataDir, ring, means);
  const isPlain = isPlainDatabase(join(dataDir, STORE_FILE));
  if (isPlain === false) throw new AppError('KEY_RING', { case: 'missing' });
  return makeRing(dataDir, isPlain === true, means);
}

/** Also of a ring that lies in a backup: then `dataDir` is null, and nothing is written. */
export async function unlockRing(dataDir: string | null, ring: KeyRing, means: KeyMeans): Promise<Unlocked> {
  const { store } = ring;
  const { accountDir, passphrase, system } = means;
  const withPassphrase = slotOf(ring, 'passphrase');
  // One that was given has to be right, whatever else would open the store.
  if (withPassphrase !== null && passphrase !== null) {
    return { ring, by: 'passphrase', key: await openPassphraseSlot(store, withPassphrase, passphrase) };
  }
  const ofSystem = slotOf(ring, 'system');
  const bySystem = ofSystem === null ? null : (system?.unwrap(ofSystem.wrapped) ?? null);
  if (bySystem !== null) return { key: bySystem, ring, by: 'system' };
  const ofAccount = slotOf(ring, 'account');
  const byAccount = ofAccount === null ? null : openAccountSlot(store, ofAccount, accountDir);
  if (byAccount !== null) {
    if (system === null || dataDir === null) return { key: byAccount, ring, by: 'account' };
    // The operating system keeps keys better than a file does.
    const better = withSlot(ring, { kind: 'system', wrapped: system.wrap(byAccount) }, 'account');
    writeKeyRing(dataDir, better);
    removeAccountKey(store, accountDir);
    return { key: byAccount, ring: better, by: 'system' };
  }
  throw new AppError('STORE_LOCKED', withPassphrase === null ? { case: 'elsewhere' } : {});
}

async function makeRing(dataDir: string, converting: boolean, means: KeyMeans): Promise<Unlocked> {
  const { accountDir, passphrase, system } = means;
  const key = newDataKey();
  const store = means.newId();
  const slot: KeySlot =
    passphrase !== null
      ? await passphraseSlot(store, key, passphrase)
      : system !== null
        ? { kind: 'system', wrapped: system.wrap(key) }
        : accountSlot(store, key, accountDir);
  const ring: KeyRing = { format: 1, store, converting, slots: [slot] };
  writeKeyRing(dataDir, ring);
  return { key, ring, by: slot.kind };
}

/** The ring with a slot in place of the one of its kind, and without those of `instead`. */
export function withSlot(ring: KeyRing, slot: KeySlot, instead: KeySlotKind | null = null): KeyRing {
  const others = ring.slots.filter(({ kind }) => kind !== slot.kind && kind !== instead);
  return { ...ring, slots: [...others, slot] };
}
