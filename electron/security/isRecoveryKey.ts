import { timingSafeEqual } from 'node:crypto';
import { AppError } from '../../shared/domain/errors.ts';
import type { DataKey } from './dataKey.ts';
import { readKeyRing, slotOf } from './keyRing.ts';
import { openRecoverySlot } from './keySlots.ts';
import { parseRecoveryKey } from './recoveryKey.ts';

/**
 * Whether what was typed is the recovery key of an open store. Errors: KEY_RING (missing, no-recovery), KEY_WRONG for a
 * slip in copying it.
 */
export function isRecoveryKey(dataDir: string, key: DataKey, typed: string): boolean {
  const ring = readKeyRing(dataDir);
  if (ring === null) throw new AppError('KEY_RING', { case: 'missing' });
  const slot = slotOf(ring, 'recovery');
  if (slot === null) throw new AppError('KEY_RING', { case: 'no-recovery' });
  try {
    return timingSafeEqual(openRecoverySlot(ring.store, slot, parseRecoveryKey(typed)), key);
  } catch (error) {
    if (error instanceof AppError && error.code === 'KEY_WRONG' && error.params.case === undefined)
      return false;
    throw error;
  }
}
