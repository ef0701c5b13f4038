import type { WriteDb } from '../../db/database.ts';
import { ROW_SCHEMAS, type RowSchemas } from '../rules/RowSchemas.ts';
import { Overlay } from './Overlay.ts';
import { setState, stateOf } from './syncState.ts';
import { inOrder, writeShown } from './writeShown.ts';

export interface Renumbering {
  /** The new name. */
  device: string;
  /** Epoch ms. */
  at: number;
  /** See renumber. */
  lost: boolean;
  schemas?: RowSchemas;
}

/**
 * The store goes on under another name at the hub, because it lived twice, was put back, or the hub has forgotten it: what
 * waits is counted anew from 1. `lost`: the hub was put back to before it knew this name, so that what it answered since
 * its last backup waits again too. What was answered for good keeps a number that is never sent (0 and below). Everything
 * that the old name has been answered is to be pulled before, or it would be sent a second time.
 */
export function renumber(db: WriteDb, { device, at, lost, schemas = ROW_SCHEMAS }: Renumbering): void {
  db.transaction(() => {
    const durable = Number(stateOf(db, 'durableSeq') ?? 0);
    count(db, lost ? `ack_seq <= ${durable}` : "state <> 'pending'");
    // A number is part of what was sent under it.
    db.write('UPDATE outbox SET sha256 = NULL, was = NULL').run();
    // Of a commit some of which is settled for good the rest is one by itself; all that is sent again is marked anew.
    db.write('UPDATE outbox SET part = NULL WHERE mid > 0 AND mutation IS NOT NULL').run();
    setState(db, 'device', device);
    // What the new name may hold is not known here.
    setState(db, 'grantVersion', '0');
    setState(db, 'twin', '0');
    if (lost) sendAgain(db, { device, at, schemas });
  });
}

/**
 * What is kept gets the numbers up to 0, and what waits those from 1 on, each in its order: a hub that was put back may have
 * taken later work and not earlier. By way of numbers that nothing has, so that each is taken once at any moment.
 */
function count(db: WriteDb, isKept: string): void {
  const rows = db
    .read<{ mid: number; kept: number }>(
      `SELECT mid, coalesce(${isKept}, 0) AS kept FROM outbox ORDER BY kept DESC, mid`,
    )
    .all();
  const kept = rows.filter(({ kept }) => kept === 1).length;
  const far = rows.length + Math.max(0, ...rows.map(({ mid }) => Math.abs(mid))) + 1;
  for (const table of ['outbox', 'pending_row', 'handed_over']) {
    const move = db.write(`UPDATE ${table} SET mid = ? WHERE mid = ?`);
    for (const [at, { mid }] of rows.entries()) move.run(far + at, mid);
    for (const at of rows.keys()) move.run(at + 1 - kept, far + at);
  }
}

function sendAgain(
  db: WriteDb,
  { device, at, schemas }: { device: string; at: number; schemas: RowSchemas },
): void {
  const overlay = new Overlay(db, schemas);
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
