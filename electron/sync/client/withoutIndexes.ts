import type { WriteDb } from '../../db/database.ts';

/**
 * Fills tables without their indexes and makes these anew behind it: of very many rows that is quicker than keeping them up
 * row by row. In a transaction of the caller, so that nobody sees the tables without them.
 */
export function withoutIndexes(db: WriteDb, tables: readonly string[], fill: () => void): void {
  const indexes = db
    .read<{ name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema
       WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(tables));
  for (const { name } of indexes) db.raw.exec(`DROP INDEX "${name}"`);
  fill();
  for (const { sql } of indexes) db.raw.exec(sql);
}
