import { AppError } from '../../../shared/domain/errors.ts';
import { isJoined } from '../../changes/noteOutgoing.ts';
import type { ReadDb } from '../../db/database.ts';
import { stateOf } from '../../sync/client/syncState.ts';
import type { Ids } from '../core.ts';

/**
 * A desk that holds some colleges can’t erase: the hub would not take it from there, and gave the students back. Errors:
 * ERASE_REFUSED.
 */
export function requireWholeSchool(db: ReadDb): void {
  if (!isJoined(db)) return;
  const whole = stateOf(db, 'whole');
  if (whole !== '1') throw new AppError('ERASE_REFUSED', { case: whole === null ? 'unsynced' : 'colleges' });
}

/** By what hub and desks are to know of an erasure; of a store without a hub: nothing. */
export function erasureId(db: ReadDb, ids: Ids): { erasure?: string } {
  return isJoined(db) ? { erasure: ids.next().replaceAll('-', '') } : {};
}
