import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/domain/errors.ts';
import type { DataKey } from '../security/dataKey.ts';
import { readKeyRing } from '../security/keyRing.ts';
import { STORE_FILE } from '../security/storeFile.ts';
import { type KeyMeans, unlockStore } from '../security/unlockStore.ts';
import { HUB_FILE } from './connectSqlite.ts';

/**
 * The key of a hub's folder, by the same ways in as a desk's: passphrase, the system's key store, this account, recovery
 * key. A folder that is empty gets a ring. Errors: those of unlockStore, HUB_REFUSED (desk: a desk's data lie there).
 */
export async function unlockHub(dataDir: string, means: KeyMeans): Promise<DataKey> {
  if (existsSync(join(dataDir, STORE_FILE))) throw new AppError('HUB_REFUSED', { case: 'desk' });
  if (existsSync(join(dataDir, HUB_FILE)) && readKeyRing(dataDir) === null)
    throw new AppError('KEY_RING', { case: 'missing' });
  return (await unlockStore(dataDir, means)).key;
}
