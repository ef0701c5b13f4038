import type { WriteDb } from '../../db/database.ts';
import type { Change } from '../change.ts';

/**
 * Nothing is left of what was said; the number of the student of whom it was the first is used up all the same, so
 * that those who came later have in a replay the numbers that they have (blankedText).
 */
export function projectErased(db: WriteDb, change: Change): null {
  const n = change.kind === 'made' ? change.values.n : undefined;
  if (typeof n === 'number') {
    db.write('INSERT INTO student (n, id, sources, differing) VALUES (?, ?, 0, 0)').run(n, `erased ${n}`);
    db.write('DELETE FROM student WHERE n = ?').run(n);
  }
  if (change.kind === 'made' && change.values.next === 1) {
    const { lastInsertRowid } = db
      .write("INSERT INTO student (id, sources, differing) VALUES ('erased', 0, 0)")
      .run();
    db.write('DELETE FROM student WHERE n = ?').run(lastInsertRowid);
  }
  return null;
}
