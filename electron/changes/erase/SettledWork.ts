import type { WriteDb } from '../../db/database.ts';
import type { Entity } from '../change.ts';

interface Kept {
  mid: number;
  entity: Entity;
  id: string;
  case: string | null;
}

/**
 * What was done here with rows that left, and the hub has settled: it is kept in case the hub is put back, and not sent
 * again from now on. A step of a case and the entry of its history are forgotten together, whichever of the two goes
 * first: half of a step is told to nobody. Of a mutation about several students what is of those who stay is kept.
 */
export class SettledWork {
  readonly #db: WriteDb;
  readonly #steps: Kept[];

  /** To be made before the log is blanked, which says which entry is of which case. */
  constructor(db: WriteDb) {
    this.#db = db;
    this.#steps = db
      .read<Kept>(
        `SELECT p.mid, p.entity, p.entity_id AS id, CASE p.entity WHEN 'case' THEN p.entity_id ELSE (
           SELECT coalesce(c.patch ->> '$.case', (SELECT case_id FROM case_entry WHERE id = p.entity_id)) FROM change c
           WHERE c.seq >= o.first_seq AND c.seq < o.first_seq + o.entries
             AND c.entity = 'caseEntry' AND c.entity_id = p.entity_id LIMIT 1) END AS "case"
         FROM pending_row p JOIN outbox o USING (mid)
         WHERE p.entity IN ('case', 'caseEntry') AND o.state <> 'pending'`,
      )
      .all();
  }

  /** All that was done with a row. */
  forget(entity: Entity, id: string): void {
    for (const table of ['pending_row', 'base_row'])
      this.#db.write(`DELETE FROM ${table} WHERE entity = ? AND entity_id = ?`).run(entity, id);
    for (const one of this.#steps) if (one.entity === entity && one.id === id) this.#forgetRest(one);
  }

  /** Of what was done by the mutation of an entry of the log. */
  forgetEntry(seq: number, entity: Entity, id: string): void {
    const { mid } =
      this.#db
        .read<{ mid: number }>(
          `SELECT mid FROM pending_row JOIN outbox USING (mid)
           WHERE entity = ? AND entity_id = ? AND first_seq <= ? AND first_seq + entries > ?`,
        )
        .get(entity, id, seq, seq) ?? {};
    if (mid === undefined) return;
    this.#drop(mid, entity, id);
    for (const one of this.#steps)
      if (one.mid === mid && one.entity === entity && one.id === id) this.#forgetRest(one);
  }

  #forgetRest({ mid, entity, case: of }: Kept): void {
    if (of === null) return;
    for (const other of this.#steps)
      if (other.mid === mid && other.entity !== entity && other.case === of)
        this.#drop(mid, other.entity, other.id);
  }

  #drop(mid: number, entity: Entity, id: string): void {
    this.#db
      .write('DELETE FROM pending_row WHERE entity = ? AND entity_id = ? AND mid = ?')
      .run(entity, id, mid);
  }
}
