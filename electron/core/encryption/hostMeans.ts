import { accountKeyFolder } from '../../security/accountKeyFolder.ts';
import type { SystemKeyStore } from '../../security/keySlots.ts';
import type { KeyMeans } from '../../security/unlockStore.ts';
import { uuidIds } from '../ports/uuidIds.ts';

/** What a host has to open a store with: this account's key folder, a passphrase if one was given, a key store if it has one. */
export function hostMeans(passphrase: string | null, system: SystemKeyStore | null = null): KeyMeans {
  return { accountDir: accountKeyFolder(), passphrase, system, newId: () => uuidIds.next() };
}
