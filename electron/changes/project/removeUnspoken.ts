import type { ReadDb, WriteDb } from '../../db/database.ts';

type Speaking = 'photo' | 'review' | 'verdict' | 'contact' | 'case';

/** What keeps a student of whom no source speaks any more. */
export function whatElseSpeaks(db: ReadDb, n: number): Speaking[] {
  const more: Speaking[] = [];
  if (db.read('SELECT 1 FROM photo WHERE student_n = ? LIMIT 1').get(n) !== undefined) more.push('photo');
  // Taking back what was said of photos takes this away, too: until then other desks have it, and nobody to show it of.
  if (db.read('SELECT 1 FROM photo_review WHERE student_n = ? LIMIT 1').get(n) !== undefined)
    more.push('review');
  if (db.read('SELECT 1 FROM event WHERE student_n = ? AND voided_by IS NULL LIMIT 1').get(n) !== undefined)
    more.push('verdict');
  if (
    db.read('SELECT 1 FROM chase_contact WHERE student_n = ? AND voided_by IS NULL LIMIT 1').get(n) !==
    undefined
  )
    more.push('contact');
  if (db.read('SELECT 1 FROM case_file WHERE student_n = ? LIMIT 1').get(n) !== undefined) more.push('case');
  return more;
}

/** Takes away a student of whom nothing speaks any more; true when there was one. */
export function removeUnspoken(db: WriteDb, n: number): boolean {
  const student = db.read<{ sources: number }>('SELECT sources FROM student WHERE n = ?').get(n);
  if (student?.sources !== 0 || whatElseSpeaks(db, n).length > 0) return false;
  db.write('DELETE FROM student WHERE n = ?').run(n);
  return true;
}
