import type { ReadDb, WriteDb } from '../../db/database.ts';
import type { Fields } from '../protocol/syncedMutation.ts';
import { OutgoingBodies } from './OutgoingBodies.ts';

/** What somebody typed here about rows that are of others now. The hub keeps it for the office; here it is shown once. */
export interface HandedOver {
  mid: number;
  /** Epoch ms, by this desk’s clock. */
  at: number;
  /** Of the mutation. */
  name: string;
  /** What was typed, row by row, and nothing that was there before. */
  typed: { entity: string; id: string; set: Fields }[];
}

/** More than this nobody typed: of a file that was imported there is the file. */
const MOST_ROWS = 50;

/** Keeps what was typed of a mutation that is about to be settled as refused. */
export function keepTyped(db: WriteDb, mid: number): void {
  const done = db
    .read<{ name: string; at: number }>(
      'SELECT m.name, m.at FROM outbox o JOIN mutation m ON m.mid = o.mutation WHERE o.mid = ?',
    )
    .get(mid);
  if (!done) return;
  const changes = new OutgoingBodies(db).changesOf(mid);
  if (changes.length > MOST_ROWS) return;
  const typed = changes.map(({ entity, id, set }) => ({ entity, id, set }));
  db.write('INSERT OR IGNORE INTO handed_over (mid, at, name, typed) VALUES (?, ?, ?, ?)').run(
    ...[mid, done.at, done.name, JSON.stringify(typed)],
  );
}

/** In the order in which it was done. */
export function handedOver(db: ReadDb): HandedOver[] {
  return db
    .read<{ mid: number; at: number; name: string; typed: string }>('SELECT * FROM handed_over ORDER BY mid')
    .all()
    .map(({ typed, ...row }) => ({ ...row, typed: JSON.parse(typed) as HandedOver['typed'] }));
}

/** It was seen, and copied or not: nothing is left of it here. */
export function forgetHandedOver(db: WriteDb, mid: number): void {
  db.write('DELETE FROM handed_over WHERE mid = ?').run(mid);
}
