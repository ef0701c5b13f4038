import { hostMeans } from '../../electron/core/encryption/hostMeans.ts';
import { type DataKey, newDataKey } from '../../electron/security/dataKey.ts';
import { readKeyRing, slotOf, writeKeyRing } from '../../electron/security/keyRing.ts';
import { accountSlot, openAccountSlot } from '../../electron/security/keySlots.ts';

/** The key of a data folder that this account opens, also while others have it open; a ring is made where there is none. */
export function testKey(dataDir: string): DataKey {
  const { accountDir, newId } = hostMeans(null);
  const ring = readKeyRing(dataDir);
  if (ring === null) {
    const key = newDataKey();
    const store = newId();
    const slots = [accountSlot(store, key, accountDir)];
    writeKeyRing(dataDir, { format: 1, store, converting: false, slots });
    return key;
  }
  const key = openAccountSlot(ring.store, slotOf(ring, 'account')!, accountDir);
  if (key === null) throw new Error(`no key of this account opens ${dataDir}`);
  return key;
}
