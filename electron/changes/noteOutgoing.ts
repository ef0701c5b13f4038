import type { ReadDb, WriteDb } from '../db/database.ts';
import type { Change } from './change.ts';
import { isOfDesk } from './isOfDesk.ts';
import { readRow } from './readRow.ts';

/** Whether what is done here goes to a hub. */
export function isJoined(db: ReadDb): boolean {
  return db.read("SELECT 1 FROM sync_state WHERE key = 'device'").get() !== undefined;
}

/** Gives what is about to be done its number for the hub, and keeps what its author sees of the rows. */
export function noteOutgoing(db: WriteDb, mutation: number, changes: readonly Change[]): void {
  if (!isJoined(db) || changes.every(({ entity, entityId }) => isOfDesk(entity, entityId))) return;
  const { lastInsertRowid: mid } = db
    .write("INSERT INTO outbox (mutation, first_seq, entries, state) VALUES (?, ?, ?, 'pending')")
    .run(mutation, nextSeq(db), changes.length);
  const keep = db.write(
    'INSERT INTO pending_row (entity, entity_id, mid, before) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  for (const change of changes) {
    const { entity, entityId } = change;
    if (isOfDesk(entity, entityId)) continue;
    const before = change.kind === 'made' ? null : readRow(db, entity, entityId);
    keep.run(entity, entityId, mid, before === null ? null : JSON.stringify(before));
  }
}

/** The number that the log gives next: entries are never taken out of it. */
function nextSeq(db: ReadDb): number {
  return db.read<{ next: number }>('SELECT coalesce(max(seq), 0) + 1 AS next FROM change').get()!.next;
}
