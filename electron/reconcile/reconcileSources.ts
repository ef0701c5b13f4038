import { FILE_SOURCES, type FileSource } from '../../shared/domain/studentFields.ts';
import type { ReadDb } from '../db/database.ts';
import { SOURCE_BIT } from '../db/tables/studentTable.ts';

/** Of how many students a source speaks. */
export function countOfSource(db: ReadDb, source: FileSource): number {
  return db
    .read<{ count: number }>('SELECT count(*) AS count FROM student WHERE (sources & ?) != 0')
    .get(SOURCE_BIT[source])!.count;
}

/** What there is to compare, with the newest roster of each source that was not undone. */
export function reconcileSources(db: ReadDb) {
  const newest = db.read<{ file: string; at: number }>(
    `SELECT file, at FROM batch WHERE kind = 'roster' AND source = ? AND undone_at IS NULL ORDER BY n DESC LIMIT 1`,
  );
  return FILE_SOURCES.map((source) => ({
    source,
    students: countOfSource(db, source),
    newest: newest.get(source) ?? null,
  }));
}
