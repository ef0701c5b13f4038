import type { WriteDb } from '../../db/database.ts';
import { type Change, ID_SEPARATOR, patchOf } from '../change.ts';
import { removeUnspoken } from './removeUnspoken.ts';
import { spokenOf } from './spokenOf.ts';

/** A photo is reviewed, reviewed anew, or its review is withdrawn. */
export function projectReview(db: WriteDb, change: Change): number {
  const [studentId, role, hash] = change.entityId.split(ID_SEPARATOR) as [string, string, string];
  const n = spokenOf(db, studentId, change.n);
  const patch = patchOf(change);
  const key = [n, role, hash] as const;
  const where = 'student_n = ? AND role = ? AND hash = ?';
  if (patch.verdict && patch.verdict[1] === null) {
    db.write(`DELETE FROM photo_review WHERE ${where}`).run(...key);
    removeUnspoken(db, n);
    return n;
  }
  if (patch.verdict && patch.verdict[0] === null) {
    const to = (field: string) => patch[field]?.[1] ?? null;
    db.write(
      `INSERT INTO photo_review (student_n, role, hash, verdict, reasons, note, at, actor)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(...key, to('verdict'), to('reasons'), to('note') ?? '', to('at'), to('actor'));
    removeUnspoken(db, n);
    return n;
  }
  for (const column of ['verdict', 'reasons', 'note', 'at', 'actor']) {
    const pair = patch[column];
    if (pair) db.write(`UPDATE photo_review SET ${column} = ? WHERE ${where}`).run(pair[1], ...key);
  }
  return n;
}
