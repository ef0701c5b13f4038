import type { ReadDb } from '../../db/database.ts';
import { type Effect, inverseOf, parseEffect } from '../change.ts';
import { changedSince, type LoggedChange } from './changedSince.ts';
import type { Mutation } from './mutation.ts';

export interface TakeBackReviewsArgs {
  /** The mutation (`photo.review`) that is taken back. */
  step: number;
}

/** `photo.takeBack`: one step of a person's way through photos is undone; reviews said anew since are kept. */
export const takeBackReviews: Mutation<TakeBackReviewsArgs> = {
  run: (db, { step }) =>
    changesOfStep(db, step).flatMap((logged) => {
      if (changedSince(db, logged).length > 0) return [];
      const { entity, entityId } = logged;
      return [{ entity, entityId, kind: 'changed' as const, patch: inverseOf(logged) }];
    }),
  logged: (args) => args,
};

/** Newest first. Read from the end of the log, where a step that is taken back lies; its changes lie together. */
function changesOfStep(db: ReadDb, step: number): LoggedChange[] {
  const found: LoggedChange[] = [];
  const log = db.read<{
    mutation: number;
    seq: number;
    entityId: string;
    studentN: number;
    kind: Effect['kind'];
    patch: string;
  }>(
    `SELECT mutation, seq, entity_id AS entityId, student_n AS studentN, kind, patch FROM change
     ORDER BY seq DESC`,
  );
  for (const { mutation, kind, patch, ...row } of log.iterate()) {
    if (mutation > step) continue;
    if (mutation < step) break;
    found.push({ ...row, mutation: 'photo.review', entity: 'review', ...parseEffect(kind, patch) });
  }
  return found;
}

/** Each `photo.review` of a batch that was not taken back, the newest first. */
export function* reviewSteps(db: ReadDb, batch: string): Generator<number, void, undefined> {
  const found = db.read<{ mid: number }>(
    `SELECT mid FROM mutation WHERE batch = ? AND name = 'photo.review' AND mid < ? AND mid NOT IN
       (SELECT json_extract(args, '$.step') FROM mutation WHERE batch = ? AND name = 'photo.takeBack')
     ORDER BY mid DESC LIMIT 1`,
  );
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const step = found.get(batch, before, batch);
    if (!step) return;
    before = step.mid;
    yield step.mid;
  }
}
