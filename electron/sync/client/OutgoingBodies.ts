import { type Effect, type Entity, leftBy, parseEffect } from '../../changes/change.ts';
import type { ReadDb } from '../../db/database.ts';
import type { Fields, SyncedChange, Value } from '../protocol/syncedMutation.ts';
import { ENTITY_RULES, groupsTouched } from '../rules/entityRules.ts';

const ORDER = new Map<string, number>(Object.keys(ENTITY_RULES).map((entity, at) => [entity, at]));

/** Mutations whose changes are kept in memory at most, while many rows are asked for one by one. */
const HELD = 32;

/** What was done here, as it travels: put together from the log and from what its author saw, always the same. */
export class OutgoingBodies {
  readonly #db: ReadDb;
  readonly #held = new Map<number, Map<string, SyncedChange>>();

  constructor(db: ReadDb) {
    this.#db = db;
  }

  changesOf(mid: number): SyncedChange[] {
    return [...this.#body(mid).values()];
  }

  changeOf(mid: number, entity: Entity, id: string): SyncedChange | null {
    return this.#body(mid).get(`${entity}\n${id}`) ?? null;
  }

  #body(mid: number): Map<string, SyncedChange> {
    const held = this.#held.get(mid);
    if (held) return held;
    const body = this.#read(mid);
    if (this.#held.size >= HELD) this.#held.delete(this.#held.keys().next().value!);
    this.#held.set(mid, body);
    return body;
  }

  #read(mid: number): Map<string, SyncedChange> {
    const sets = this.#setsOf(mid);
    const body = new Map<string, SyncedChange>();
    const rows = this.#db
      .read<{ entity: Entity; entity_id: string; before: string | null; whole: string | null }>(
        'SELECT entity, entity_id, before, whole FROM pending_row WHERE mid = ? ORDER BY entity, entity_id',
      )
      .all(mid);
    for (const { entity, entity_id: id, before, whole } of rows) {
      const key = `${entity}\n${id}`;
      const set = whole === null ? (sets.get(key) ?? {}) : (JSON.parse(whole) as Fields);
      const row = before === null ? null : (JSON.parse(before) as Fields);
      body.set(key, { entity, id, set, base: groupsTouched(ENTITY_RULES[entity].merge, set, row) });
    }
    // In the order in which they were done, where the log knows it.
    const inOrder = new Map<string, SyncedChange>();
    for (const key of sets.keys()) if (body.has(key)) inOrder.set(key, body.get(key)!);
    // Of what was there before the desk joined: what a row speaks of stands before it.
    const others = [...body].filter(([key]) => !inOrder.has(key));
    others.sort(([, one], [, other]) => ORDER.get(one.entity)! - ORDER.get(other.entity)!);
    for (const [key, change] of others) inOrder.set(key, change);
    return inOrder;
  }

  #setsOf(mid: number): Map<string, Fields> {
    const sets = new Map<string, Record<string, Value>>();
    const changes = this.#db
      .read<{ entity: Entity; entity_id: string; kind: Effect['kind']; patch: string }>(
        `SELECT c.entity, c.entity_id, c.kind, c.patch FROM outbox o
         JOIN change c ON c.seq >= o.first_seq AND c.seq < o.first_seq + o.entries
         WHERE o.mid = ? ORDER BY c.seq`,
      )
      .all(mid);
    for (const { entity, entity_id: id, kind, patch } of changes) {
      const key = `${entity}\n${id}`;
      const set = sets.get(key) ?? {};
      for (const [field, value] of Object.entries(leftBy(parseEffect(kind, patch)))) set[field] = value;
      // The number that the student had here: another desk knows them under another one.
      if (entity === 'alias') delete set.n;
      sets.set(key, set);
    }
    return sets;
  }
}
