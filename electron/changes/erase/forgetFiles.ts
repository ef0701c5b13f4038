import type { WriteDb } from '../../db/database.ts';

/** Forgets what was measured of photos that nobody has any more. */
export function forgetFiles(db: WriteDb, gone: ReadonlySet<string>): void {
  for (const hash of gone) {
    db.write('DELETE FROM photo_measure WHERE hash = ?').run(hash);
    db.write('DELETE FROM photo_look WHERE hash = ?').run(hash);
    db.write('DELETE FROM photo_likeness WHERE admission = ? OR graduation = ?').run(hash, hash);
  }
}
