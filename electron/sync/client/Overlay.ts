import type { Entity } from '../../changes/change.ts';
import { readRow } from '../../changes/readRow.ts';
import type { WriteDb } from '../../db/database.ts';
import type { Fields, SyncedChange } from '../protocol/syncedMutation.ts';
import { ENTITY_RULES } from '../rules/entityRules.ts';
import { judgeChange } from '../rules/judgeChange.ts';
import { ROW_SCHEMAS, type RowSchemas } from '../rules/RowSchemas.ts';
import { OutgoingBodies } from './OutgoingBodies.ts';

/** What rows are at the hub, and what the desk shows of them: that, with its own unsettled work on top (I2). */
export class Overlay {
  readonly #db: WriteDb;
  readonly #bodies: OutgoingBodies;
  readonly #schemas: RowSchemas;

  constructor(db: WriteDb, schemas: RowSchemas = ROW_SCHEMAS) {
    this.#db = db;
    this.#schemas = schemas;
    this.#bodies = new OutgoingBodies(db);
  }

  /** As the hub has it, as far as the desk knows; null: not there. */
  baseOf(entity: Entity, id: string): Fields | null {
    const kept = this.#db
      .read<{ fields: string | null }>('SELECT fields FROM base_row WHERE entity = ? AND entity_id = ?')
      .get(entity, id);
    if (kept) return parsed(kept.fields);
    const first = this.#db
      .read<{ before: string | null }>(
        `SELECT p.before FROM pending_row p JOIN outbox o ON o.mid = p.mid
         WHERE p.entity = ? AND p.entity_id = ? AND o.state = 'pending' ORDER BY p.mid LIMIT 1`,
      )
      .get(entity, id);
    return first ? parsed(first.before) : this.visible(entity, id);
  }

  visible(entity: Entity, id: string): Fields | null {
    return readRow(this.#db, entity, id);
  }

  /** What is to be shown over a base, and keeps the base while there is work on top of it. */
  settle(entity: Entity, id: string, base: Fields | null): Fields | null {
    const pending = this.#db
      .read<{ mid: number; schema: number | null }>(
        `SELECT p.mid, o.schema FROM pending_row p JOIN outbox o ON o.mid = p.mid
         WHERE p.entity = ? AND p.entity_id = ? AND o.state = 'pending' ORDER BY p.mid`,
      )
      .all(entity, id);
    if (pending.length === 0) {
      this.#db.write('DELETE FROM base_row WHERE entity = ? AND entity_id = ?').run(entity, id);
      return base;
    }
    this.#db
      .write(
        `INSERT INTO base_row (entity, entity_id, fields) VALUES (?, ?, ?)
         ON CONFLICT (entity, entity_id) DO UPDATE SET fields = excluded.fields`,
      )
      .run(entity, id, base === null ? null : JSON.stringify(base));
    let row = base;
    for (const { mid, schema } of pending) {
      const change = this.#bodies.changeOf(mid, entity, id);
      if (change) row = this.#judged(row, change, schema);
    }
    return row;
  }

  /** `schema`: of a change that was made before the store went on to another version; the hub reads it likewise. */
  #judged(row: Fields | null, made: SyncedChange, schema: number | null): Fields | null {
    const change = schema === null ? made : this.#schemas.cast(made, schema);
    if (change === null) return row;
    const view = schema === null ? null : this.#schemas.viewOf(schema);
    return judgeChange(ENTITY_RULES[change.entity as Entity].merge, row, change, view).next;
  }
}

function parsed(fields: string | null): Fields | null {
  return fields === null ? null : (JSON.parse(fields) as Fields);
}
