import type { KeyStatus } from '../../shared/contract/keys.ts';
import { AppError } from '../../shared/domain/errors.ts';
import type { DataKey } from './dataKey.ts';
import { type KeyRing, type KeySlotKind, slotOf } from './keyRing.ts';
import {
  accountSlot,
  openPassphraseSlot,
  passphraseSlot,
  recoverySlot,
  removeAccountKey,
  type SystemKeyStore,
} from './keySlots.ts';
import { dropAccountKey, recoverRing } from './recoverRing.ts';
import { formatRecoveryKey, newRecoverySecret } from './recoveryKey.ts';
import { folderRing, type RingPlace } from './ringPlace.ts';
import { type KeyMeans, unlockStore, withSlot } from './unlockStore.ts';

export interface KeyFolders {
  dataDir: string;
  accountDir: string;
}

/** What is done with the key ring of a store that is open. Whoever calls holds its place. */
export class StoreKeys {
  readonly #place: RingPlace;
  readonly #accountDir: string;
  readonly #key: DataKey;
  #prepared: Uint8Array | null = null;

  constructor(place: RingPlace, accountDir: string, key: DataKey) {
    this.#place = place;
    this.#accountDir = accountDir;
    this.#key = key;
  }

  async status(): Promise<Omit<KeyStatus, 'keyStore'>> {
    const ring = await this.#place.read();
    const has = (kind: KeySlotKind) => ring.slots.some((slot) => slot.kind === kind);
    const { store } = ring;
    const [account, system] = [has('account'), has('system')];
    return {
      store,
      // The weakest way in tells what is protected.
      protection: account ? 'account' : system ? 'system' : 'passphrase',
      passphrase: has('passphrase'),
      ...{ system, account },
      recovery: slotOf(ring, 'recovery')?.at ?? null,
    };
  }

  /**
   * Sets or changes the passphrase; `current` is asked for where there is one. The key file of the account goes: it
   * would open the store without. Errors: KEY_WRONG, KEY_PASSPHRASE.
   */
  async setPassphrase(current: string | null, next: string): Promise<void> {
    const ring = await this.#place.read();
    await this.#prove(ring, current);
    const slot = await passphraseSlot(ring.store, this.#key, next);
    // The old and the new one side by side, until what is on the disk has been opened with the new one.
    const both: KeyRing = { ...ring, slots: [slot, ...ring.slots] };
    await this.#place.write(both);
    const written = (await this.#place.read()).slots[0]!;
    if (written.kind !== 'passphrase') throw new AppError('KEY_RING', { case: 'damaged' });
    await openPassphraseSlot(ring.store, written, next);
    await this.#place.write(withSlot(ring, slot, 'account'));
    removeAccountKey(ring.store, this.#accountDir);
  }

  /** From then on the operating system's key store opens it, or where there is none a key file of this account. Errors: KEY_WRONG. */
  async removePassphrase(current: string): Promise<void> {
    const ring = await this.#place.read();
    await this.#prove(ring, current);
    const kept: KeyRing = { ...ring, slots: ring.slots.filter(({ kind }) => kind !== 'passphrase') };
    const opens = kept.slots.some(({ kind }) => kind === 'system' || kind === 'account');
    await this.#place.write(
      opens ? kept : withSlot(kept, accountSlot(ring.store, this.#key, this.#accountDir)),
    );
  }

  /** A new recovery key, to be shown once; one that was printed before opens nothing any more. */
  async makeRecoveryKey(at: number): Promise<string> {
    const shown = this.prepareRecoveryKey();
    await this.acceptRecoveryKey(at);
    return shown;
  }

  /** One that opens nothing yet: it is printed first, so that a sheet that can't be written voids no other. */
  prepareRecoveryKey(): string {
    this.#prepared = newRecoverySecret();
    return formatRecoveryKey(this.#prepared);
  }

  /** From now on the prepared one opens the store, and no other. */
  async acceptRecoveryKey(at: number): Promise<void> {
    if (this.#prepared === null) throw new TypeError('no recovery key was prepared');
    const ring = await this.#place.read();
    await this.#place.write(withSlot(ring, recoverySlot(ring.store, this.#key, this.#prepared, at)));
    this.#prepared = null;
  }

  async #prove(ring: KeyRing, current: string | null): Promise<void> {
    const slot = slotOf(ring, 'passphrase');
    if (slot === null) return;
    if (current === null) throw new AppError('STORE_LOCKED');
    await openPassphraseSlot(ring.store, slot, current);
  }
}

/**
 * Opens a store by its printed recovery key and gives it a new passphrase, or where none is given, what `system` or the
 * account opens. Errors: those of recoverRing, KEY_RING (missing).
 */
export async function recoverStore(
  { dataDir, accountDir }: KeyFolders,
  recoveryKey: string,
  { passphrase, system }: { passphrase: string | null; system: SystemKeyStore | null },
): Promise<KeySlotKind> {
  const place = folderRing(dataDir);
  const means = { accountDir, passphrase, system };
  const recovered = await recoverRing(place.read(), recoveryKey, means);
  place.write(recovered.ring);
  dropAccountKey(recovered, means);
  return recovered.by;
}

/**
 * The key of a store that is opened by a person: by `means`, or, where a recovery key was typed, by that one, which gives
 * it the passphrase in `means` from now on. Errors: those of unlockStore and recoverStore.
 */
export async function unlockTyped(
  dataDir: string,
  means: KeyMeans,
  recoveryKey: string | null,
): Promise<DataKey> {
  const { accountDir, passphrase, system } = means;
  if (recoveryKey !== null) await recoverStore({ dataDir, accountDir }, recoveryKey, { passphrase, system });
  return (await unlockStore(dataDir, means)).key;
}
