import type { ReadDb } from '../../db/database.ts';

/** Where outbox and log ended at some moment. */
export interface TrafficMark {
  /** The first that waited, or the first that would be next. */
  mid: number;
  last: number;
  seq: number;
}

export function trafficMark(db: ReadDb): TrafficMark {
  return db
    .read<TrafficMark>(
      `SELECT coalesce((SELECT min(mid) FROM outbox WHERE state = 'pending'), last + 1) AS mid, last,
         (SELECT coalesce(max(seq), 0) FROM change) AS seq
       FROM (SELECT coalesce(max(mid), 0) AS last FROM outbox)`,
    )
    .get()!;
}

/** Since then: what was done here and is settled, what came of others, and how many entries of the log that is. */
export function trafficSince(
  db: ReadDb,
  { mid, last, seq }: TrafficMark,
): { sent: number; came: number; rows: number } {
  const { sent } = db
    .read<{ sent: number }>("SELECT count(*) AS sent FROM outbox WHERE mid >= ? AND state <> 'pending'")
    .get(mid)!;
  const { came, rows } = db
    .read<{ came: number; rows: number }>(
      `SELECT count(DISTINCT mutation) AS came, count(*) AS rows FROM change
       WHERE seq > ? AND mutation NOT IN (SELECT mutation FROM outbox WHERE mid > ? AND mutation IS NOT NULL)`,
    )
    .get(seq, last)!;
  return { sent, came, rows };
}
