import type { Entity } from '../../changes/change.ts';
import { isOfDesk } from '../../changes/isOfDesk.ts';
import { readRow } from '../../changes/readRow.ts';
import type { WriteDb } from '../../db/database.ts';
import { ENTITY_RULES } from '../rules/entityRules.ts';
import { setState } from './syncState.ts';

/** Rows that were there before, in one mutation. */
const ROWS_AT_ONCE = 1_000;

/**
 * From now on what is done here goes to the hub, under the name of `device`; and so does what is here already, as if it
 * was made now: what the hub has too is the same, and what differs is told.
 */
export function joinHub(db: WriteDb, device: string): void {
  db.transaction(() => {
    setState(db, 'device', device);
    setState(db, 'grantVersion', '0');
    const ids = db.read<{ id: string }>(
      'SELECT DISTINCT entity_id AS id FROM change WHERE entity = ? ORDER BY 1',
    );
    const open = db.write("INSERT INTO outbox (part, state) VALUES ('null', 'pending')");
    const keep = db.write(
      'INSERT INTO pending_row (entity, entity_id, mid, before, whole) VALUES (?, ?, ?, NULL, ?)',
    );
    let mid: number | bigint = 0;
    let rows = 0;
    for (const entity of Object.keys(ENTITY_RULES) as Entity[]) {
      if (isOfDesk(entity)) continue;
      for (const { id } of ids.all(entity)) {
        const row = readRow(db, entity, id);
        if (row === null) continue;
        if (rows % ROWS_AT_ONCE === 0) mid = open.run().lastInsertRowid;
        keep.run(entity, id, mid, JSON.stringify(row));
        rows += 1;
      }
    }
  });
}
