import type { SqlValue, WriteDb } from '../../db/database.ts';
import { type Change, type PatchValue, patchOf, splitId } from '../change.ts';
import { ROW_TABLES } from './rowTables.ts';

/** Inserts, updates or (when every field becomes null) deletes the row that the change is about. */
export function projectRow(db: WriteDb, change: Change): null {
  const shape = ROW_TABLES[change.entity];
  if (!shape) throw new Error(`No table for ${change.entity}`);
  const keyValues = shape.key.length === 1 ? [change.entityId] : splitId(change.entityId);
  const where = shape.key.map((column) => `${column} = ?`).join(' AND ');
  const entries = Object.entries(patchOf(change)).map(([field, [, to]]) => {
    const column = shape.columns[field];
    if (!column) throw new Error(`No column for ${change.entity}.${field}`);
    return { column, to };
  });
  const exists =
    change.kind === 'changed' &&
    db.read(`SELECT 1 FROM ${shape.table} WHERE ${where}`).get(...keyValues) !== undefined;
  // What is taken back was taken away before, by the hub that refused it.
  if (!exists && entries.every(({ to }) => to === null)) return null;
  if (!exists) {
    const columns = [...shape.key, ...entries.map((entry) => entry.column)];
    const { changes } = db
      .write(
        `INSERT INTO ${shape.table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
         ON CONFLICT (${shape.key.join(', ')}) DO NOTHING`,
      )
      .run(...keyValues, ...entries.map((entry) => entry.to));
    if (changes > 0) return null;
  }
  if (isEmptied(db, shape, where, keyValues, entries)) {
    db.write(`DELETE FROM ${shape.table} WHERE ${where}`).run(...keyValues);
    return null;
  }
  for (const { column, to } of entries) {
    db.write(`UPDATE ${shape.table} SET ${column} = ? WHERE ${where}`).run(to, ...keyValues);
  }
  return null;
}

/** A row is deleted by a change that empties every field that still has a value. */
function isEmptied(
  db: WriteDb,
  shape: { table: string; columns: Record<string, string> },
  where: string,
  keyValues: string[],
  entries: { column: string; to: PatchValue }[],
): boolean {
  if (entries.some((entry) => entry.to !== null)) return false;
  const emptied = new Set(entries.map((entry) => entry.column));
  const row = db
    .read<Record<string, SqlValue>>(`SELECT * FROM ${shape.table} WHERE ${where}`)
    .get(...keyValues)!;
  return Object.values(shape.columns).every((column) => emptied.has(column) || row[column] === null);
}
