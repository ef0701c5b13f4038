import { AppError } from '../../shared/domain/errors.ts';
import { type KeyRing, type KeySlot, slotOf } from './keyRing.ts';
import { accountSlot, openRecoverySlot, passphraseSlot, removeAccountKey } from './keySlots.ts';
import { parseRecoveryKey } from './recoveryKey.ts';
import { type KeyMeans, type Unlocked, withSlot } from './unlockStore.ts';

/** What opens a ring from now on: the passphrase, or where none is given, what `system` or the account does. */
export type RecoveryMeans = Pick<KeyMeans, 'accountDir' | 'passphrase' | 'system'>;

/**
 * Opens a ring by its printed recovery key; a ring comes back that also opens by `means`. Nothing is written but a key
 * file of the account. Errors: KEY_WRONG, KEY_PASSPHRASE, KEY_RING (no-recovery: none was ever printed).
 */
export async function recoverRing(
  ring: KeyRing,
  recoveryKey: string,
  means: RecoveryMeans,
): Promise<Unlocked> {
  const slot = slotOf(ring, 'recovery');
  if (slot === null) throw new AppError('KEY_RING', { case: 'no-recovery' });
  const key = openRecoverySlot(ring.store, slot, parseRecoveryKey(recoveryKey));
  const { passphrase, system, accountDir } = means;
  const way: KeySlot =
    passphrase !== null
      ? await passphraseSlot(ring.store, key, passphrase)
      : system !== null
        ? { kind: 'system', wrapped: system.wrap(key) }
        : accountSlot(ring.store, key, accountDir);
  // A forgotten passphrase, a lost account: what opened it before opens it no more.
  const kept: KeyRing = { ...ring, slots: ring.slots.filter(({ kind }) => kind === 'recovery') };
  return { key, ring: withSlot(kept, way), by: way.kind };
}

/** Once the ring that recoverRing made has been written: a key file of before would open it without. */
export function dropAccountKey({ ring, by }: Unlocked, { accountDir }: RecoveryMeans): void {
  if (by !== 'account') removeAccountKey(ring.store, accountDir);
}
