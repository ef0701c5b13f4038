import type { Entity } from '../../changes/change.ts';
import type { WriteDb } from '../../db/database.ts';
import type { Deed, Delta } from '../protocol/pulled.ts';
import type { Fields } from '../protocol/syncedMutation.ts';
import { patched } from '../rules/patchBetween.ts';
import { ROW_SCHEMAS, type RowSchemas } from '../rules/RowSchemas.ts';
import { noteLeft } from './leftRows.ts';
import { Overlay } from './Overlay.ts';
import { noteParted, remakeRows } from './partedRows.ts';
import { forgetDurable, settleOwn, touchedBy } from './settleOwn.ts';
import { setState, stateOf } from './syncState.ts';
import { inOrder, writeShown } from './writeShown.ts';

/** An entry of the hub’s log does not follow on what is here: something was lost, and the desk begins anew. */
export class MissedEntry extends Error {
  override readonly name = 'MissedEntry';
}

/**
 * Takes what was pulled in one transaction: rows, what became of the desk’s own work, and the new position (I1, I6). `heed`
 * is told now and then how many changes were taken; when it throws nothing was.
 */
export function applyDelta(
  db: WriteDb,
  delta: Delta,
  heed: (done: number) => void = () => undefined,
  schemas: RowSchemas = ROW_SCHEMAS,
): void {
  let done = 0;
  db.transaction(() => {
    const overlay = new Overlay(db, schemas);
    for (const deed of delta.deeds) {
      applyDeed(db, overlay, deed);
      done += deed.changes.length;
      heed(done);
    }
    setState(db, 'token', delta.token);
    setState(db, 'cursor', String(delta.seq));
    forgetDurable(db, delta.durableSeq);
  });
}

/** How many rows a pull tells something of. */
export function changesOf({ deeds }: Delta): number {
  return deeds.reduce((sum, { changes }) => sum + changes.length, 0);
}

function applyDeed(db: WriteDb, overlay: Overlay, deed: Deed): void {
  const bases = new Map<string, { entity: Entity; id: string; base: Fields | null }>();
  const rowOf = (entity: Entity, id: string) => {
    const key = `${entity}\n${id}`;
    const known = bases.get(key);
    if (known) return known;
    const row = { entity, id, base: overlay.baseOf(entity, id) };
    bases.set(key, row);
    return row;
  };
  const versions = new Versions(db);
  for (const change of deed.changes) {
    const row = rowOf(change.entity, change.id);
    if (change.kind === 'leave') {
      noteLeft(db, change.entity, change.id);
      versions.forget(change.entity, change.id);
      row.base = null;
      continue;
    }
    if (!versions.follows(change.entity, change.id, change.ver)) continue;
    row.base = patched(row.base, change.patch);
  }
  const isOwn = deed.device === stateOf(db, 'device');
  if (isOwn && deed.ack) {
    const refused = deed.ack.outcome.why?.code === 'scope';
    for (const { entity, id } of touchedBy(db, deed.mid)) {
      rowOf(entity, id);
      if (refused && !versions.isKnown(entity, id)) noteLeft(db, entity, id);
    }
    settleOwn(db, deed.mid, deed.ack);
  }
  const shown = [...bases.values()].map(({ entity, id, base }) => ({
    ...{ entity, id, from: overlay.visible(entity, id), to: overlay.settle(entity, id, base) },
  }));
  const { device, actor, at, batch } = deed;
  // What the desk did is in its log already: what differs is what became of it otherwise, and is of no batch of its own,
  // or taking that back would bring back what the hub refused.
  const entry = isOwn
    ? { name: 'sync.settle', args: '{}', batch: null }
    : { name: deed.name, args: deed.args, batch };
  const given = stateOf(db, 'whole') === '1' ? [] : noteParted(db, shown);
  writeShown(db, { ...entry, device, actor, at }, inOrder(shown));
  remakeRows(db, given, at);
}

/** The hub’s versions of rows. */
class Versions {
  readonly #db: WriteDb;

  constructor(db: WriteDb) {
    this.#db = db;
  }

  forget(entity: Entity, id: string): void {
    this.#db.write('DELETE FROM sync_row WHERE entity = ? AND entity_id = ?').run(entity, id);
  }

  isKnown(entity: Entity, id: string): boolean {
    return (
      this.#db.read('SELECT 1 FROM sync_row WHERE entity = ? AND entity_id = ?').get(entity, id) !== undefined
    );
  }

  /** False: it is here already. Errors: MissedEntry. */
  follows(entity: Entity, id: string, ver: number): boolean {
    const known = this.#db
      .read<{ ver: number }>('SELECT ver FROM sync_row WHERE entity = ? AND entity_id = ?')
      .get(entity, id);
    if (known && ver <= known.ver) return false;
    if (known && ver !== known.ver + 1) throw new MissedEntry(`${entity} came as ${ver} after ${known.ver}`);
    this.#db
      .write(
        `INSERT INTO sync_row (entity, entity_id, ver) VALUES (?, ?, ?)
         ON CONFLICT (entity, entity_id) DO UPDATE SET ver = excluded.ver`,
      )
      .run(entity, id, ver);
    return true;
  }
}
