import { mkdirSync } from 'node:fs';
import { takeWriterLock } from '../../db/writerLock.ts';
import type { DataKey } from '../../security/dataKey.ts';
import { dropUnfinishedRings, readKeyRing, writeKeyRing } from '../../security/keyRing.ts';
import { unlockTyped } from '../../security/StoreKeys.ts';
import { type KeyMeans, type Unlocked, unlockStore } from '../../security/unlockStore.ts';
import { type EncryptOptions, encryptStore } from './encryptStore.ts';

/**
 * What every host does before it opens a core: finds the key, or makes one for a new folder, and encrypts a plain store
 * of an earlier version. Errors: STORE_IN_USE, those of unlockStore and of encryptStore.
 */
export async function readyStore(
  dataDir: string,
  means: KeyMeans,
  options: EncryptOptions,
): Promise<Unlocked> {
  mkdirSync(dataDir, { recursive: true });
  const lock = takeWriterLock(dataDir);
  try {
    dropUnfinishedRings(dataDir);
    const unlocked = await unlockStore(dataDir, means);
    await finish(dataDir, unlocked.key, options);
    return unlocked;
  } finally {
    lock.release();
  }
}

/** The first half alone, for a host with a window. See unlockTyped. Errors: its own, STORE_IN_USE. */
export async function findKey(
  dataDir: string,
  means: KeyMeans,
  recoveryKey: string | null,
): Promise<DataKey> {
  mkdirSync(dataDir, { recursive: true });
  const lock = takeWriterLock(dataDir);
  try {
    dropUnfinishedRings(dataDir);
    return await unlockTyped(dataDir, means, recoveryKey);
  } finally {
    lock.release();
  }
}

/** The second half alone, once the key is known. Errors: STORE_IN_USE, those of encryptStore. */
export async function finishEncryption(
  dataDir: string,
  key: DataKey,
  options: EncryptOptions,
): Promise<void> {
  if (readKeyRing(dataDir)?.converting !== true) return;
  const lock = takeWriterLock(dataDir);
  try {
    dropUnfinishedRings(dataDir);
    await finish(dataDir, key, options);
  } finally {
    lock.release();
  }
}

async function finish(dataDir: string, key: DataKey, options: EncryptOptions): Promise<void> {
  if (readKeyRing(dataDir)?.converting !== true) return;
  await encryptStore(dataDir, key, options);
  const ring = readKeyRing(dataDir);
  if (ring !== null) writeKeyRing(dataDir, { ...ring, converting: false });
}
