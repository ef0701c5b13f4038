import { type Entity, NAMED_AFTER_STUDENT, splitId } from '../../changes/change.ts';
import { numberOfRow } from '../../changes/numberOfRow.ts';
import type { ReadDb, WriteDb } from '../../db/database.ts';
import { presentId } from '../../db/tables/studentAliases.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';
import { ENTITY_RULES } from '../rules/entityRules.ts';

/**
 * A row is one that this desk may no longer hold: what the log says of it is to go. To be called while the row is still
 * shown, so that it is known of whom it is.
 */
export function noteLeft(db: WriteDb, entity: Entity, id: string): void {
  // What is everybody’s is kept from nobody; and what stays speaks of it (a verdict of its campaign), in a replay too.
  if (['school', 'content'].includes(ENTITY_RULES[entity].belongs)) return;
  const n = numberOf(db, entity, id) ?? numberIn(db, entity, id);
  keepNumber(db, { entity, id, n });
  db.write('INSERT OR REPLACE INTO purge_row (entity, entity_id, student_n) VALUES (?, ?, ?)').run(
    ...[entity, id, n],
  );
}

/**
 * The row left before as well, under another number of its student, and waits still: what stands under that one is to go
 * too, once nothing waits for it. A number alone stands here as what was said by nobody any more.
 */
function keepNumber(db: WriteDb, { entity, id, n }: { entity: Entity; id: string; n: number | null }): void {
  db.write(
    `INSERT OR IGNORE INTO purge_row (entity, entity_id, student_n)
     SELECT 'erased', student_n, student_n FROM purge_row
     WHERE entity = ? AND entity_id = ? AND student_n IS NOT NULL AND student_n IS NOT ?`,
  ).run(entity, id, n);
}

function numberOf(db: ReadDb, entity: Entity, id: string): number | null {
  if (NAMED_AFTER_STUDENT.has(entity)) return studentNumberOf(db, splitId(id)[0]);
  if (entity === 'alias') return studentNumberOf(db, presentId(db, id));
  const n = numberOfRow(db, entity, id) ?? null;
  return n === null && entity === 'caseEntry' ? numberOfBefore(db, id) : n;
}

/** Of the history of a case that was taken back: nothing but the log says whose it was. */
function numberOfBefore(db: ReadDb, entry: string): number | null {
  const said = db.read<{ n: number }>(
    `SELECT student_n AS n FROM change
     WHERE entity = 'caseEntry' AND entity_id = ? AND student_n IS NOT NULL ORDER BY seq DESC LIMIT 1`,
  );
  return said.get(entry)?.n ?? null;
}

/** Of a row that left before, and is not shown any more. */
function numberIn(db: ReadDb, entity: Entity, id: string): number | null {
  const left = db.read<{ n: number | null }>(
    'SELECT student_n AS n FROM purge_row WHERE entity = ? AND entity_id = ?',
  );
  return left.get(entity, id)?.n ?? null;
}
