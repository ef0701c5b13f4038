import type { Entity } from '../../changes/change.ts';
import type { Fields, Value } from '../protocol/syncedMutation.ts';
import type { FieldsSince } from './rowSchema.ts';

/** Texts of a conflict that are fields of the row that it is about. */
const SIDES = ['base', 'theirs', 'mine'] as const;
/** The group that is a whole row (entityRules). */
const WHOLE_ROW = 'row';

/**
 * What a desk of an earlier version sees of rows: entities and fields that it has, nothing else. What it sees whole is
 * given back as it came.
 */
export class RowView {
  readonly #known = new Map<string, ReadonlySet<string>>();
  /** Entities of which something is not seen, and conflicts, which are about any. */
  readonly #partly = new Set<string>();

  constructor(table: Readonly<Record<Entity, readonly FieldsSince[]>>, version: number) {
    for (const [entity, added] of Object.entries(table)) {
      const old = added.filter(({ since }) => since <= version);
      if (old.length > 0) this.#known.set(entity, new Set(old.flatMap(({ fields }) => fields.split(' '))));
      if (old.length < added.length) this.#partly.add(entity);
    }
    if (this.#partly.size > 0) this.#partly.add('conflict');
  }

  /** Nothing is left out. */
  get isWhole(): boolean {
    return this.#partly.size === 0;
  }

  knows(entity: string): boolean {
    return this.#known.has(entity);
  }

  knowsField(entity: string, field: string): boolean {
    return this.#known.get(entity)?.has(field) === true;
  }

  /** Whether rows of an entity are all seen, and whole. */
  seesAll(entity: string): boolean {
    return this.knows(entity) && !this.#partly.has(entity);
  }

  /** Null: nothing of the row is seen. */
  row(entity: string, fields: Fields): Fields | null {
    if (this.seesAll(entity)) return fields;
    const seen = this.part(entity, fields, fields);
    return seen === null || Object.keys(seen).length === 0 ? null : seen;
  }

  /**
   * Some fields of a row; `whole`: all that it has (a conflict says there what it is about). Null: the row is none of the
   * desk’s. A conflict about what the desk does not know is left to those who do.
   */
  part(entity: string, some: Fields, whole: Fields): Fields | null {
    if (this.seesAll(entity)) return some;
    const known = this.#known.get(entity);
    if (known === undefined) return null;
    if (entity === 'conflict') return this.#conflict(some, whole);
    return kept(some, (field) => known.has(field));
  }

  #conflict(some: Fields, whole: Fields): Fields | null {
    const about = String(whole.entity);
    const group = String(whole.group);
    if (!this.knows(about) || (group !== WHOLE_ROW && !this.knowsField(about, group))) return null;
    const unseen = (side: Value | undefined) =>
      JSON.stringify(kept(sideOf(side), (field) => !this.knowsField(about, field)));
    // A row that was to be no more is shown: the desk can leave it as it is, and no more (judgeChange).
    const isTakenAway = group === WHOLE_ROW && whole.mine === '{}';
    if (!isTakenAway && unseen(whole.theirs) !== unseen(whole.mine)) return null;
    const cut: Record<string, Value> = {};
    for (const side of SIDES) {
      const said = some[side];
      if (typeof said !== 'string') continue;
      const fields = sideOf(said);
      const part = kept(fields, (field) => this.knowsField(about, field));
      if (part !== fields) cut[side] = JSON.stringify(part);
    }
    return Object.keys(cut).length === 0 ? some : { ...some, ...cut };
  }
}

/** The same object if nothing is left out. */
function kept(fields: Fields, isKept: (field: string) => boolean): Fields {
  const entries = Object.entries(fields);
  const some = entries.filter(([field]) => isKept(field));
  return some.length === entries.length ? fields : Object.fromEntries(some);
}

function sideOf(said: Value | undefined): Fields {
  return typeof said === 'string' ? (JSON.parse(said) as Fields) : {};
}
