import type { Entity } from '../../changes/change.ts';
import { fillRecords, quickly } from '../../changes/fillRecords.ts';
import type { MutationEntry } from '../../changes/writeEffects.ts';
import type { WriteDb } from '../../db/database.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';
import { wordMeanings } from '../../db/tables/wordTable.ts';
import type { SentRow } from '../protocol/imageFrames.ts';
import type { Fields } from '../protocol/syncedMutation.ts';
import { ENTITY_RULES } from '../rules/entityRules.ts';
import type { RowSchemas } from '../rules/RowSchemas.ts';
import type { ImageSource } from './imageRows.ts';
import { noteLeft } from './leftRows.ts';
import { Overlay } from './Overlay.ts';
import { notePartedByImage, remakeRows } from './partedRows.ts';
import { inOrder, type Shown, writeShown } from './writeShown.ts';

/** Rows of one entry of the log, while very many are shown anew. */
const AT_ONCE = 1_000;
/** Rows of one statement that puts a slice where SQL finds it. */
const PUT_AT_ONCE = 50;
const ENTITIES = Object.keys(ENTITY_RULES) as Entity[];

export interface ImageTakingParts {
  /** What the log says of rows that change by it. */
  entry: MutationEntry;
  /** The grant is of the whole school: what goes is nowhere, and need not be taken off the disk. */
  isWhole: boolean;
  /** Rows that are here in the hub’s version are the same. */
  trusts: boolean;
  /** Nothing was ever settled here: what was here when the desk joined is shown as it was then. */
  isFirst: boolean;
  heed(done: number): void;
  schemas: RowSchemas;
}

/**
 * What is shown becomes the rows of an image with the desk’s own unsettled work on top, some thousand rows at a time. First
 * goes what is not in the image, then comes what is, entity by entity, so that what speaks of a row goes before it and
 * comes after it. To be used in a transaction, for one image.
 */
export class ImageTaking {
  readonly #db: WriteDb;
  readonly #parts: ImageTakingParts;
  readonly #overlay: Overlay;
  /** Of rows in the image that are not to be shown any more: what was done here takes them away. */
  readonly #takenHere = new Map<Entity, Shown[]>();
  /** Of which there was work before; taking an image makes none. */
  #worked: Set<Entity> | null = null;
  /** By id, of those who are another by this image: what was theirs goes before it is told that they are. */
  readonly #numbers = new Map<string, number>();
  #done = 0;

  constructor(db: WriteDb, parts: ImageTakingParts) {
    this.#db = db;
    this.#parts = parts;
    this.#overlay = new Overlay(db, parts.schemas);
  }

  take(source: ImageSource): void {
    this.#db.raw.exec(TABLES);
    this.#empty();
    const { trusts } = this.#parts;
    // Otherwise nothing that is here came from the hub, so that nothing goes.
    if (this.#has('sync_row')) {
      this.#look(source);
      this.#takeAway();
      if (!trusts) this.#db.write('DELETE FROM sync_row').run();
    }
    let [at, before] = [0, null as Entity | null];
    for (const slice of source.slices()) {
      for (const rows of runsOf(slice)) {
        const { entity } = rows[0]!;
        // What was done here of entities before it.
        if (entity !== before) for (; ENTITIES[at] !== entity; at++) this.#bringOwn(ENTITIES[at]!);
        before = entity;
        this.#bring(rows, entity);
      }
      this.#tell(slice.length);
    }
    for (; at < ENTITIES.length; at++) this.#bringOwn(ENTITIES[at]!);
    // Who is parted from another has come back by now, under the number that this remembered.
    this.#takeGone('alias');
    this.#empty();
  }

  /** Not dropped: whenever a table of the temporary schema comes or goes, every statement of the connection is prepared anew. */
  #empty(): void {
    for (const table of ['image_told', 'image_gone', 'image_slice'])
      this.#db.write(`DELETE FROM temp.${table}`).run();
  }

  /** Which rows there are in the image, and which of them are not to be shown all the same. */
  #look(source: ImageSource): void {
    const db = this.#db;
    const tell = db.write('INSERT OR IGNORE INTO temp.image_told (entity, entity_id) VALUES (?, ?)');
    const hasWork = this.#has('pending_row');
    const touched = db.read('SELECT 1 FROM pending_row WHERE entity = ? AND entity_id = ? LIMIT 1');
    for (const slice of source.slices()) {
      for (const { entity, id, fields } of slice) {
        tell.run(entity, id);
        if (entity === 'alias') this.#remember(id);
        if (!hasWork || touched.get(entity, id) === undefined) continue;
        const from = this.#overlay.visible(entity, id);
        const to = this.#overlay.settle(entity, id, JSON.parse(fields) as Fields);
        if (to !== null || from === null) continue;
        const rows = this.#takenHere.get(entity) ?? [];
        rows.push({ entity, id, from, to });
        this.#takenHere.set(entity, rows);
      }
      this.#parts.heed(0);
    }
    db.raw.exec(GONE);
  }

  #remember(id: string): void {
    const n = studentNumberOf(this.#db, id);
    if (n !== null) this.#numbers.set(id, n);
  }

  /** Rows that are not in the image. What was done here of them stays on top, as far as it means anything then. */
  #takeAway(): void {
    const db = this.#db;
    // Noted first: it must still be known of whom they are.
    if (!this.#parts.isWhole) {
      for (const entity of ENTITIES)
        for (const keys of this.#gone(entity)) for (const { id } of keys) noteLeft(db, entity, id);
    }
    for (const entity of ENTITIES.toReversed()) if (entity !== 'alias') this.#takeOff(entity);
    db.raw.exec(`DELETE FROM sync_row WHERE EXISTS (SELECT 1 FROM temp.image_gone g
      WHERE g.entity = sync_row.entity AND g.entity_id = sync_row.entity_id)`);
  }

  #takeOff(entity: Entity): void {
    const own = this.#takenHere.get(entity) ?? [];
    for (let from = 0; from < own.length; from += AT_ONCE) this.#write(own.slice(from, from + AT_ONCE));
    this.#takeGone(entity);
  }

  #takeGone(entity: Entity): void {
    for (const keys of this.#gone(entity)) {
      const shown = keys.map(({ id }) => this.#shown(entity, id, null));
      const given = entity === 'alias' && !this.#parts.isWhole ? notePartedByImage(this.#db, shown) : [];
      // What stays by what was done here comes back in its turn.
      this.#write(shown.filter(({ to }) => to === null));
      remakeRows(this.#db, given, this.#parts.entry.at);
      this.#tell(keys.length);
    }
  }

  *#gone(entity: Entity): Generator<{ id: string }[]> {
    const page = this.#db.read<{ id: string }>(
      `SELECT entity_id AS id FROM temp.image_gone WHERE entity = ? AND entity_id >= ? ORDER BY entity_id LIMIT ?`,
    );
    for (let next = ''; ; ) {
      const keys = page.all(entity, next, AT_ONCE);
      if (keys.length === 0) return;
      yield keys;
      next = behind(keys);
    }
  }

  /** Rows of one entity as the image has them. */
  #bring(rows: readonly SentRow[], entity: Entity): void {
    const db = this.#db;
    db.write('DELETE FROM temp.image_slice').run();
    const meanings = entity === 'record' ? wordMeanings(db) : null;
    const many = db.write(putting(PUT_AT_ONCE));
    const one = db.write(putting(1));
    for (let from = 0; from < rows.length; ) {
      const [put, to] = from + PUT_AT_ONCE <= rows.length ? [many, from + PUT_AT_ONCE] : [one, from + 1];
      const values: (string | number | null)[] = [];
      for (let at = from; at < to; at++) {
        const { id, ver, fields } = rows[at]!;
        const quick = meanings && quickly(rows, at, meanings);
        values.push(entity, id, ver, fields, quick?.student ?? null, quick?.bit ?? null);
      }
      put.run(...values);
      from = to;
    }
    if (this.#has('pending_row')) db.write(TOUCHED).run();
    if (this.#parts.trusts) db.write(SAME).run();
    db.write(VERSIONS).run();
    if (entity === 'record') fillRecords(db, this.#parts.entry);
    const left = db.read<{ id: string; fields: string }>(
      `SELECT entity_id AS id, fields FROM temp.image_slice WHERE way IN ('new', 'touched') AND n > ? ORDER BY n`,
    );
    const others = left.all(0);
    for (let from = 0; from < others.length; from += AT_ONCE) {
      const some = others.slice(from, from + AT_ONCE);
      this.#write(some.map(({ id, fields }) => this.#shown(entity, id, JSON.parse(fields) as Fields)));
    }
  }

  /** Rows of which only this desk knows so far. */
  #bringOwn(entity: Entity): void {
    const db = this.#db;
    this.#worked ??= new Set(
      db
        .read<{ entity: Entity }>('SELECT DISTINCT entity FROM pending_row')
        .all()
        .map(({ entity }) => entity),
    );
    if (!this.#worked.has(entity)) return;
    const { isWhole } = this.#parts;
    const page = db.read<{ id: string; stays: number }>(OWN);
    for (let next = ''; ; ) {
      const keys = page.all(entity, next, AT_ONCE);
      if (keys.length === 0) return;
      if (!isWhole) for (const { id } of keys) noteLeft(db, entity, id);
      const changing = keys.filter(({ stays }) => stays === 0 || !this.#parts.isFirst);
      this.#write(changing.map(({ id }) => this.#shown(entity, id, null)));
      next = behind(keys);
    }
  }

  #shown(entity: Entity, id: string, base: Fields | null): Shown {
    return {
      ...{ entity, id, from: this.#overlay.visible(entity, id) },
      to: this.#overlay.settle(entity, id, base),
    };
  }

  #write(rows: readonly Shown[]): void {
    writeShown(this.#db, this.#parts.entry, inOrder(rows), this.#numbers);
  }

  #tell(rows: number): void {
    this.#done += rows;
    this.#parts.heed(this.#done);
  }

  #has(table: string): boolean {
    return this.#db.read(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined;
  }
}

function putting(rows: number): string {
  const row = '(?, ?, ?, ?, ?, ?)';
  const columns = 'entity, entity_id, ver, fields, student, bit';
  return `INSERT INTO temp.image_slice (${columns}) VALUES ${Array(rows).fill(row).join(', ')}`;
}

/** The least id that comes after those of a page. */
function behind(keys: readonly { id: string }[]): string {
  return `${keys.at(-1)!.id}\u0000`;
}

/** Rows that follow on each other and are of one entity. */
function* runsOf(rows: readonly SentRow[]): Generator<readonly SentRow[]> {
  for (let from = 0; from < rows.length; ) {
    const { entity } = rows[from]!;
    let to = from;
    while (to < rows.length && rows[to]!.entity === entity) to++;
    yield rows.slice(from, to);
    from = to;
  }
}

const TABLES = `
  CREATE TEMP TABLE IF NOT EXISTS image_told (entity TEXT, entity_id TEXT, PRIMARY KEY (entity, entity_id)) WITHOUT ROWID;
  CREATE TEMP TABLE IF NOT EXISTS image_gone (entity TEXT, entity_id TEXT, PRIMARY KEY (entity, entity_id)) WITHOUT ROWID;
  CREATE TEMP TABLE IF NOT EXISTS image_slice (
    n INTEGER PRIMARY KEY, entity TEXT NOT NULL, entity_id TEXT NOT NULL, ver INTEGER NOT NULL, fields TEXT NOT NULL,
    student TEXT, bit INTEGER, way TEXT NOT NULL DEFAULT 'new');`;

/** What was here when the desk joined, and was not touched since. */
const STAYS = `NOT EXISTS (
    SELECT 1 FROM pending_row o WHERE o.entity = p.entity AND o.entity_id = p.entity_id
      AND (o.whole IS NULL OR o.mid <> p.mid OR o.before IS NOT NULL))
  AND EXISTS (SELECT 1 FROM outbox WHERE outbox.mid = p.mid AND outbox.state = 'pending')
  AND NOT EXISTS (SELECT 1 FROM base_row b WHERE b.entity = p.entity AND b.entity_id = p.entity_id)`;

const GONE = `INSERT INTO temp.image_gone (entity, entity_id)
  SELECT entity, entity_id FROM sync_row
    WHERE NOT EXISTS (SELECT 1 FROM temp.image_told t WHERE t.entity = sync_row.entity AND t.entity_id = sync_row.entity_id)
  UNION SELECT entity, entity_id FROM pending_row p
    WHERE NOT EXISTS (SELECT 1 FROM temp.image_told t WHERE t.entity = p.entity AND t.entity_id = p.entity_id)`;

const TOUCHED = `UPDATE temp.image_slice SET way = 'touched' WHERE EXISTS (
  SELECT 1 FROM pending_row p WHERE p.entity = image_slice.entity AND p.entity_id = image_slice.entity_id)`;
const SAME = `UPDATE temp.image_slice SET way = 'same' WHERE way = 'new' AND EXISTS (
  SELECT 1 FROM sync_row s
  WHERE s.entity = image_slice.entity AND s.entity_id = image_slice.entity_id AND s.ver = image_slice.ver)`;
const VERSIONS = `INSERT INTO sync_row (entity, entity_id, ver)
  SELECT entity, entity_id, ver FROM temp.image_slice WHERE way <> 'same' ORDER BY n
  ON CONFLICT (entity, entity_id) DO UPDATE SET ver = excluded.ver`;

/** Of one entity, page by page: rows with work that the image does not have. */
const OWN = `SELECT entity_id AS id, max(${STAYS}) AS stays FROM pending_row p
  WHERE entity = ? AND entity_id >= ?
    AND NOT EXISTS (SELECT 1 FROM sync_row s WHERE s.entity = p.entity AND s.entity_id = p.entity_id)
  GROUP BY entity_id ORDER BY entity_id LIMIT ?`;
