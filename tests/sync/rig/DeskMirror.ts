import { type Effect, type Entity, leftBy, parseEffect } from '../../../electron/changes/change.ts';
import { readRow } from '../../../electron/changes/readRow.ts';
import type { WriteDb } from '../../../electron/db/database.ts';
import type { Fields, Value } from '../../../electron/sync/protocol/syncedMutation.ts';

/** What somebody at a desk did to one row, and the whole row as they saw it. */
export interface Touched {
  set: Record<string, Value>;
  seen: Fields | null;
}
export type Deed = Map<string, Touched>;

/**
 * A desk as its own log tells it, row by row: what is shown, and of everything that was done there what its author saw.
 * Knows nothing of how the engine keeps that.
 */
export class DeskMirror {
  readonly rows = new Map<string, Fields>();
  /** By the log’s own number. */
  readonly deeds = new Map<number, Deed>();
  /** Rows that were written since somebody looked. */
  dirty = new Set<string>();
  #last = 0;

  /** Reads on to the end of the log. */
  advance(db: WriteDb): void {
    const entries = db
      .read<{
        seq: number;
        mutation: number;
        entity: string;
        id: string;
        kind: Effect['kind'];
        patch: string;
      }>('SELECT seq, mutation, entity, entity_id AS id, kind, patch FROM change WHERE seq > ? ORDER BY seq')
      .all(this.#last);
    let isBlanked = false;
    for (const { seq, mutation, entity, id, kind, patch } of entries) {
      this.#last = seq;
      // What the log said of a row that left was blanked before it was read here: the tables say what is left.
      if (entity === 'erased') {
        isBlanked = true;
        continue;
      }
      const key = `${entity}\n${id}`;
      const left = shared(entity, leftBy(parseEffect(kind, patch)));
      const deed: Deed = this.deeds.get(mutation) ?? new Map<string, Touched>();
      this.deeds.set(mutation, deed);
      const touched = deed.get(key) ?? { set: {}, seen: this.rows.get(key) ?? null };
      Object.assign(touched.set, left);
      deed.set(key, touched);
      this.#write(key, left);
    }
    if (isBlanked) this.#readAnew(db);
  }

  #readAnew(db: WriteDb): void {
    for (const key of [...this.rows.keys()]) {
      const [entity, id] = key.split('\n') as [Entity, string];
      const row = readRow(db, entity, id);
      if (row === null) this.rows.delete(key);
      else this.rows.set(key, row);
      this.dirty.add(key);
    }
  }

  #write(key: string, left: Readonly<Record<string, Value>>): void {
    const row: Record<string, Value> = { ...this.rows.get(key) };
    for (const [field, value] of Object.entries(left)) {
      if (value === null) delete row[field];
      else row[field] = value;
    }
    if (Object.keys(row).length === 0) this.rows.delete(key);
    else this.rows.set(key, row);
    this.dirty.add(key);
  }
}

/** Which number somebody had who turned out to be another is of this store alone, and in no row. */
function shared(entity: string, left: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  if (entity !== 'alias') return left;
  const { n: _, ...rest } = left;
  return rest;
}
