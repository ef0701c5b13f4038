import type { ReadDb, WriteDb } from '../../db/database.ts';
import { saidPosition } from '../protocol/syncToken.ts';
import { setState, stateOf } from './syncState.ts';

/** Epochs of the hub that ended, oldest first. */
export function pastEpochs(db: ReadDb): string[] {
  return JSON.parse(stateOf(db, 'pastEpochs') ?? '[]') as string[];
}

/** The desk goes on from another position: if it is of another epoch, the one it had is over. */
export function notePastEpoch(db: WriteDb, next: string): void {
  const token = stateOf(db, 'token');
  if (token === null) return;
  const { epoch } = saidPosition(token);
  const now = saidPosition(next).epoch;
  // A hub chooses them at random: one that comes back is a copy of it that somebody put in its place.
  const past = pastEpochs(db).filter((one) => one !== now);
  if (epoch !== now) past.push(epoch);
  setState(db, 'pastEpochs', JSON.stringify(past));
}
