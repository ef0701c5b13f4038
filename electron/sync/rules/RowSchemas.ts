import type { Entity } from '../../changes/change.ts';
import type { Fields, SyncedChange } from '../protocol/syncedMutation.ts';
import { RowView } from './RowView.ts';
import { FIRST_SCHEMA, type FieldsSince, ROW_FIELDS, ROW_SCHEMA } from './rowSchema.ts';

/**
 * A change as a desk of one version made it, as one of the next version would have: of the same row. Null: it can’t be
 * said in that version, and is kept for a person.
 */
export type Cast = (change: SyncedChange) => SyncedChange | null;

/** By the version that a change comes from. Whatever only adds fields and entities needs none. */
const CASTS: Readonly<Record<number, Cast>> = {};

export interface SchemaTable {
  fields: Readonly<Record<Entity, readonly FieldsSince[]>>;
  /** The newest version. */
  most: number;
  casts: Readonly<Record<number, Cast>>;
}

/** The versions of what travels: what a desk of each of them knows, and how its work is read by the newest. */
export class RowSchemas {
  /** Versions that a hub serves. */
  readonly least: number;
  readonly most: number;
  readonly #table: SchemaTable;
  readonly #views = new Map<number, RowView | null>();

  constructor(table: SchemaTable) {
    this.#table = table;
    this.most = table.most;
    this.least = Math.max(FIRST_SCHEMA, table.most - 1);
  }

  /** What a desk of a version sees of rows. Null: all of them, as they are; nothing is copied or looked at for it. */
  viewOf(version: number): RowView | null {
    if (version >= this.most) return null;
    let view = this.#views.get(version);
    if (view === undefined) {
      const known = new RowView(this.#table.fields, version);
      view = known.isWhole ? null : known;
      this.#views.set(version, view);
    }
    return view;
  }

  /**
   * A change that was made in a version, in the newest. Null: nobody can say what it means here. A base that lacks fields
   * which its author did not know stays so: it is judged by what they saw (judgeChange).
   */
  cast(change: SyncedChange, version: number): SyncedChange | null {
    if (version > this.most || version < FIRST_SCHEMA) return null;
    let told: SyncedChange | null = change;
    for (let from = version; from < this.most && told !== null; from++) {
      const cast = this.#table.casts[from];
      if (cast) told = cast(told);
    }
    return told;
  }

  /** Whether a change names only what its version has. */
  isOf({ entity, set, base }: SyncedChange, version: number): boolean {
    const view = this.viewOf(version);
    const known = (fields: Fields | null) =>
      Object.keys(fields ?? {}).every((field) => view!.knowsField(entity, field));
    return view === null || (known(set) && known(base));
  }
}

export const ROW_SCHEMAS = new RowSchemas({ fields: ROW_FIELDS, most: ROW_SCHEMA, casts: CASTS });
