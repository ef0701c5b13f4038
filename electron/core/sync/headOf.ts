import type { ReadDb } from '../../db/database.ts';

/** Another text as soon as something was written here, or settled. */
export function headOf(db: ReadDb): string {
  const { seq, settled } = db
    .read<{ seq: number; settled: number }>(
      `SELECT (SELECT coalesce(max(seq), 0) FROM change) AS seq,
         (SELECT count(*) FROM outbox WHERE state = 'pending') AS settled`,
    )
    .get()!;
  return `${seq} ${settled}`;
}
