import { FILE_SOURCES, type FileSource } from '../../shared/domain/studentFields.ts';
import type { ReadDb } from '../db/database.ts';
import { ofColleges } from '../db/ofColleges.ts';
import { SOURCE_BIT } from '../db/tables/studentTable.ts';

/** Of how many students a source speaks, of all or of some colleges. */
export function countOfSource(
  db: ReadDb,
  source: FileSource,
  colleges: readonly string[] | null = null,
): number {
  const { sql, values } = ofColleges('college_name', colleges);
  return db
    .read<{ count: number }>(`SELECT count(*) AS count FROM student WHERE (sources & ?) != 0 AND ${sql}`)
    .get(SOURCE_BIT[source], ...values)!.count;
}

/**
 * What there is to compare, with the newest roster of each source that was not undone; of some colleges: of those that
 * name one of their students.
 */
export function reconcileSources(
  db: ReadDb,
  colleges: readonly string[] | null,
  names: (runs: string) => boolean,
) {
  const rosters = db.read<{ file: string; at: number; runs: string | null }>(
    `SELECT b.file, b.at, s.runs FROM batch b LEFT JOIN batch_students s ON s.batch = b.id
     WHERE b.kind = 'roster' AND b.source = ? AND b.undone_at IS NULL ORDER BY b.n DESC`,
  );
  const newest = (source: FileSource) => {
    for (const { file, at, runs } of rosters.all(source))
      if (colleges === null || (runs !== null && names(runs))) return { file, at };
    return null;
  };
  return FILE_SOURCES.map((source) => ({
    source,
    students: countOfSource(db, source, colleges),
    newest: newest(source),
  }));
}
