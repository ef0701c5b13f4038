import type { Entity } from '../../changes/change.ts';
import type { WriteDb } from '../../db/database.ts';
import type { Image } from '../protocol/pulled.ts';
import type { Fields } from '../protocol/syncedMutation.ts';
import { noteLeft } from './leftRows.ts';
import { Overlay } from './Overlay.ts';
import { forgetDurable, settleOwn } from './settleOwn.ts';
import { setState, stateOf } from './syncState.ts';
import { inOrder, type Shown, writeShown } from './writeShown.ts';

/** Rows of one entry of the log, while very many are shown anew. */
const AT_ONCE = 1_000;

/**
 * Begins anew with what the hub has, in one transaction: rows that are not in the image go, and what was done here and
 * the hub does not have (it was put back) waits to be sent again.
 */
export function applyImage(db: WriteDb, image: Image, at: number): void {
  db.transaction(() => {
    if (image.lastMid > lastNumber(db)) setState(db, 'twin', '1');
    const overlay = new Overlay(db);
    const bases = new Map<string, { entity: Entity; id: string; base: Fields | null }>();
    const held = db.read<{ entity: Entity; id: string }>(
      `SELECT entity, entity_id AS id FROM sync_row UNION SELECT entity, entity_id FROM pending_row`,
    );
    for (const { entity, id } of held.all()) bases.set(`${entity}\n${id}`, { entity, id, base: null });
    const keep = db.write('INSERT INTO sync_row (entity, entity_id, ver) VALUES (?, ?, ?)');
    db.write('DELETE FROM sync_row').run();
    for (const { entity, id, fields, ver } of image.rows) {
      keep.run(entity, id, ver);
      bases.set(`${entity}\n${id}`, { entity, id, base: fields });
    }
    if (!image.whole)
      for (const { entity, id, base } of bases.values()) if (base === null) noteLeft(db, entity, id);
    if (Number(stateOf(db, 'grantVersion')) !== image.grantVersion)
      setState(db, 'purgeOwed', String(image.grantVersion));
    // Only what a backup of the hub has is settled whatever hub this is: a hub that was put back may have taken something
    // otherwise, not at all, or be waiting for the rest of its commit again.
    db.write(
      "UPDATE outbox SET state = 'pending', outcome = NULL, ack_seq = NULL WHERE mid > 0 AND ack_seq > ?",
    ).run(Number(stateOf(db, 'durableSeq') ?? 0));
    for (const ack of image.acks) settleOwn(db, ack.mid, ack);
    const shown: Shown[] = [];
    const device = stateOf(db, 'device')!;
    const entry = { name: 'sync.reset', args: '{}', device, actor: '', at, batch: null };
    for (const { entity, id, base } of bases.values()) {
      shown.push({ entity, id, from: overlay.visible(entity, id), to: overlay.settle(entity, id, base) });
    }
    const rows = inOrder(shown);
    for (let from = 0; from < rows.length; from += AT_ONCE)
      writeShown(db, entry, rows.slice(from, from + AT_ONCE));
    setState(db, 'token', image.token);
    setState(db, 'cursor', String(image.seq));
    setState(db, 'grantVersion', String(image.grantVersion));
    setState(db, 'whole', image.whole ? '1' : '0');
    forgetDurable(db, image.durableSeq);
  });
}

function lastNumber(db: WriteDb): number {
  return db.read<{ last: number }>('SELECT coalesce(max(mid), 0) AS last FROM outbox').get()!.last;
}
