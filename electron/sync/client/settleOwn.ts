import type { Entity } from '../../changes/change.ts';
import type { ReadDb, WriteDb } from '../../db/database.ts';
import type { Ack } from '../protocol/pulled.ts';
import { keepTyped } from './handedOver.ts';
import { isOwnWork } from './nextPush.ts';
import { setState, stateOf } from './syncState.ts';

/** The rows that something that was done here touched: what they are at the hub is to be known before it is settled. */
export function touchedBy(db: ReadDb, mid: number): { entity: Entity; id: string }[] {
  return db
    .read<{ entity: Entity; id: string }>('SELECT entity, entity_id AS id FROM pending_row WHERE mid = ?')
    .all(mid);
}

/**
 * What became of something that was done here, for good. What was done elsewhere under this store’s name and number is
 * not taken for its own: the store is marked as one that lives twice, and its own work goes on waiting.
 */
export function settleOwn(db: WriteDb, mid: number, { outcome, seq, sha256 }: Ack): void {
  const isSettled =
    db.read("SELECT 1 FROM outbox WHERE mid = ? AND state <> 'pending'").get(mid) !== undefined;
  if (!isSettled && !isOwnWork(db, mid, sha256)) {
    setState(db, 'twin', '1');
    return;
  }
  // It is about rows of others now: here it is shown once, and kept at the hub.
  if (!isSettled && outcome.why?.code === 'scope') keepTyped(db, mid);
  db.write('UPDATE outbox SET state = ?, outcome = ?, ack_seq = ? WHERE mid = ?').run(
    outcome.kind,
    JSON.stringify(outcome),
    seq,
    mid,
  );
}

/**
 * What the hub has in a backup need not be sent again, ever: the rows that it touched are forgotten. Until then a hub
 * that is put back gets it from here.
 */
export function forgetDurable(db: WriteDb, said: number): void {
  // A backup does not know of itself: a hub that was put back says less than it said before, and has it all the same.
  const durableSeq = Math.max(said, Number(stateOf(db, 'durableSeq') ?? 0));
  setState(db, 'durableSeq', String(durableSeq));
  db.write(
    `DELETE FROM pending_row WHERE mid IN (
       SELECT mid FROM outbox WHERE state <> 'pending' AND ack_seq <= ?
         AND mid >= coalesce((SELECT min(mid) FROM pending_row), 0))`,
  ).run(durableSeq);
}
