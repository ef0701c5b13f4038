import type { WriteDb } from '../../db/database.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';

/**
 * The number of a student whom something is said of. Nearly always they are there. What comes from other desks may speak
 * of one whose records are all gone: then they are a student of whom no source speaks. `known`: Change.n.
 */
export function spokenOf(db: WriteDb, id: string, known: number | null = null): number {
  const n = studentNumberOf(db, id);
  if (n !== null) return n;
  const { lastInsertRowid } = db
    .write(
      'INSERT INTO student (n, id, sources, differing) VALUES (coalesce((SELECT n FROM student_alias WHERE id = ?), ?), ?, 0, 0)',
    )
    .run(id, known, id);
  return Number(lastInsertRowid);
}
