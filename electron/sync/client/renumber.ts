import type { WriteDb } from '../../db/database.ts';
import { Overlay } from './Overlay.ts';
import { setState, stateOf } from './syncState.ts';
import { inOrder, writeShown } from './writeShown.ts';

/**
 * The store goes on under another name at the hub, because it lived twice, was put back, or the hub has forgotten it: what
 * waits is counted anew from 1. `lost`: the hub was put back to before it knew this name, so that what it answered since
 * its last backup waits again too. What was answered for good keeps a number that is never sent (0 and below). Everything
 * that the old name has been answered is to be pulled before, or it would be sent a second time.
 */
export function renumber(db: WriteDb, device: string, at: number, lost: boolean): void {
  db.transaction(() => {
    const durable = Number(stateOf(db, 'durableSeq') ?? 0);
    const isKept = lost ? 'ack_seq <= ?' : "state <> 'pending' AND ? >= 0";
    const { last } = db
      .read<{ last: number }>(
        `SELECT coalesce((SELECT max(mid) FROM outbox WHERE ${isKept}), min(mid) - 1, 0) AS last FROM outbox`,
      )
      .get(durable)!;
    shift(db, last);
    setState(db, 'device', device);
    // What the new name may hold is not known here.
    setState(db, 'grantVersion', '0');
    setState(db, 'twin', '0');
    if (lost) sendAgain(db, device, at);
  });
}

/** By way of numbers that nothing has: each is taken once at any moment. */
function shift(db: WriteDb, by: number): void {
  if (by === 0) return;
  const span = db.read<{ span: number }>('SELECT max(mid) - min(mid) AS span FROM outbox').get()!.span;
  const far = span + Math.abs(by) + 1;
  for (const table of ['outbox', 'pending_row']) {
    db.write(`UPDATE ${table} SET mid = mid + ?`).run(far);
    db.write(`UPDATE ${table} SET mid = mid - ?`).run(far + by);
  }
}

function sendAgain(db: WriteDb, device: string, at: number): void {
  const overlay = new Overlay(db);
  const touched = db
    .read<{ entity: Parameters<Overlay['baseOf']>[0]; id: string }>(
      'SELECT DISTINCT entity, entity_id AS id FROM pending_row WHERE mid > 0 ORDER BY 1, 2',
    )
    .all();
  const bases = touched.map(({ entity, id }) => ({ entity, id, base: overlay.baseOf(entity, id) }));
  db.write("UPDATE outbox SET state = 'pending', outcome = NULL, ack_seq = NULL WHERE mid > 0").run();
  const shown = bases.map(({ entity, id, base }) => ({
    ...{ entity, id, from: overlay.visible(entity, id), to: overlay.settle(entity, id, base) },
  }));
  const entry = { name: 'sync.reset', args: '{}', device, actor: '', at, batch: null };
  writeShown(db, entry, inOrder(shown));
}
