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
 * was made now: what the hub has too is the same, and what differs is told. `heed` is told now and then how many rows are
 * done; when it throws nothing was.
 */
export function joinHub(db: WriteDb, device: string, heed: (rows: number) => void = () => undefined): void {
  db.transaction(() => {
    setState(db, 'device', device);
    setState(db, 'grantVersion', '0');
    const open = db.write("INSERT INTO outbox (part, state) VALUES ('null', 'pending')");
    const keep = db.write(
      'INSERT INTO pending_row (entity, entity_id, mid, before, whole) VALUES (?, ?, ?, NULL, ?)',
    );
    let mid: number | bigint = 0;
    let rows = 0;
    for (const entity of Object.keys(ENTITY_RULES) as Entity[]) {
      if (isOfDesk(entity)) continue;
      for (const { id } of idsOf(db, entity)) {
        const row = isOfDesk(entity, id) ? null : readRow(db, entity, id);
        if (row === null) continue;
        if (rows % ROWS_AT_ONCE === 0) {
          heed(rows);
          mid = open.run().lastInsertRowid;
        }
        keep.run(entity, id, mid, JSON.stringify(row));
        rows += 1;
      }
    }
  });
}

/** Page by page: a cursor that stays open would keep this connection from writing. */
function* idsOf(db: WriteDb, entity: Entity): Generator<{ id: string }> {
  db.raw.exec('CREATE TEMP TABLE IF NOT EXISTS joined_id (id TEXT PRIMARY KEY) WITHOUT ROWID');
  db.write('DELETE FROM temp.joined_id').run();
  db.write('INSERT OR IGNORE INTO temp.joined_id SELECT entity_id FROM change WHERE entity = ?').run(entity);
  const page = db.read<{ id: string }>('SELECT id FROM temp.joined_id WHERE id >= ? ORDER BY id LIMIT ?');
  for (let next = ''; ; ) {
    const ids = page.all(next, ROWS_AT_ONCE);
    if (ids.length === 0) break;
    yield* ids;
    next = `${ids.at(-1)!.id}\u0000`;
  }
  db.write('DELETE FROM temp.joined_id').run();
}
