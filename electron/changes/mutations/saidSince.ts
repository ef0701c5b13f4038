import type { ReadDb } from '../../db/database.ts';
import { type Change, type Effect, parseEffect, patchOf } from '../change.ts';

/**
 * The fields of a logged change that a later batch, which still stands, spoke of again: set to something else and
 * back, say. They may hold just what this change made them, yet it is the later word that they hold. Undone batches
 * and the undoing itself say nothing.
 */
export function saidSince(db: ReadDb, change: Change & { seq: number; studentN: number }): readonly string[] {
  const later = db
    .read<{ kind: Effect['kind']; patch: string }>(
      `SELECT c.kind, c.patch
       FROM change c JOIN mutation m ON m.mid = c.mutation LEFT JOIN batch b ON b.id = m.batch
       WHERE c.student_n = ? AND c.seq > ? AND c.entity = ? AND c.entity_id = ?
         AND m.name <> 'batch.undo' AND b.undone_at IS NULL
         AND m.batch IS NOT (SELECT own.batch FROM mutation own JOIN change made ON made.mutation = own.mid WHERE made.seq = ?)`,
    )
    .all(change.studentN, change.seq, change.entity, change.entityId, change.seq);
  if (later.length === 0) return [];
  const said = new Set(later.flatMap(({ kind, patch }) => Object.keys(patchOf(parseEffect(kind, patch)))));
  return Object.keys(patchOf(change)).filter((field) => said.has(field));
}
