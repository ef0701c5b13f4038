import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemKeyStore } from '../../electron/app/systemKeyStore.ts';
import { readKeyRing } from '../../electron/security/keyRing.ts';
import { unlockStore } from '../../electron/security/unlockStore.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { SafeStorageDouble } from './electronDouble/safeStorageDouble.ts';

let ids = 0;
const meansOf = (
  safeStorage: SafeStorageDouble,
  accountDir: string,
  platform: NodeJS.Platform = 'win32',
) => ({
  accountDir,
  passphrase: null,
  system: systemKeyStore(safeStorage, platform),
  newId: () => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}`,
});

test('a new store is opened by the key store of the system, on this computer only', async () => {
  const [dataDir, accountDir, here] = [temporaryFolder(), temporaryFolder(), new SafeStorageDouble()];
  const { key, by } = await unlockStore(dataDir, meansOf(here, accountDir));
  expect(by).toBe('system');
  expect(readdirSync(accountDir)).toEqual([]);
  expect(readFileSync(join(dataDir, 'keys.json'), 'utf8')).not.toContain(Buffer.from(key).toString('hex'));
  expect((await unlockStore(dataDir, meansOf(here, accountDir))).key).toEqual(key);
  const elsewhere = unlockStore(dataDir, meansOf(new SafeStorageDouble(), accountDir));
  await expect(elsewhere).rejects.toMatchObject({ code: 'STORE_LOCKED', params: { case: 'elsewhere' } });
});

test('where the system keeps no keys, a key file of the account does, until it can', async () => {
  const [dataDir, accountDir, storage] = [temporaryFolder(), temporaryFolder(), new SafeStorageDouble()];
  storage.available = false;
  const made = await unlockStore(dataDir, meansOf(storage, accountDir));
  expect(made.by).toBe('account');
  storage.available = true;
  // On Linux without a keyring, Electron's own password is in every copy of it: no protection.
  storage.backend = 'basic_text';
  expect((await unlockStore(dataDir, meansOf(storage, accountDir, 'linux'))).by).toBe('account');
  storage.backend = 'kwallet5';
  const better = await unlockStore(dataDir, meansOf(storage, accountDir, 'linux'));
  expect(better).toMatchObject({ by: 'system', key: made.key });
  expect(readdirSync(accountDir)).toEqual([]);
  expect(readKeyRing(dataDir)?.slots.map(({ kind }) => kind)).toEqual(['system']);
});
