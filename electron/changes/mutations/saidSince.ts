import type { ReadDb } from '../../db/database.ts';
import { type Effect, leftBy, parseEffect } from '../change.ts';

/**
 * Of records and photos that a slice of a batch changed, by the `seq` of the change: the fields that a later batch,
 * which still stands, spoke of again: set to something else and back, say. They may hold just what the change made
 * them, yet it is the later word that they hold. Undone batches and the undoing itself say nothing.
 */
export function saidSince(
  db: ReadDb,
  { batch, fromSeq, toSeq }: { batch: string; fromSeq: number; toSeq: number },
): ReadonlyMap<number, ReadonlySet<string>> {
  const said = new Map<number, Set<string>>();
  // A batch is mostly taken back soon after it was made: then nobody's history need be gone through.
  if (!isFollowed(db, batch, fromSeq)) return said;
  const later = db
    .read<{ seq: number; kind: Effect['kind']; patch: string }>(
      // The crosses keep SQLite from beginning at the other end, with every later change there is.
      `SELECT own.seq, c.kind, c.patch
       FROM change own CROSS JOIN mutation o ON o.mid = own.mutation
       CROSS JOIN change c ON c.student_n = own.student_n AND c.seq > own.seq AND c.entity = own.entity AND c.entity_id = own.entity_id
       CROSS JOIN mutation m ON m.mid = c.mutation LEFT JOIN batch b ON b.id = m.batch
       WHERE own.seq BETWEEN ? AND ? AND o.batch = ? AND own.entity IN ('record', 'photo')
         AND m.batch IS NOT o.batch AND ${STANDS}`,
    )
    .iterate(fromSeq, toSeq, batch);
  for (const { seq, kind, patch } of later) {
    const fields = said.get(seq) ?? new Set();
    for (const field of Object.keys(leftBy(parseEffect(kind, patch)))) fields.add(field);
    said.set(seq, fields);
  }
  return said;
}

const STANDS = "m.name <> 'batch.undo' AND b.undone_at IS NULL";

/** Whether anything that still stands was done after an entry of a batch, other than in it. */
function isFollowed(db: ReadDb, batch: string, seq: number): boolean {
  const later = db
    .read(
      `SELECT 1 FROM mutation m LEFT JOIN batch b ON b.id = m.batch
       WHERE m.mid > (SELECT mutation FROM change WHERE seq = ?) AND m.batch IS NOT ? AND ${STANDS} LIMIT 1`,
    )
    .get(seq, batch);
  return later !== undefined;
}
