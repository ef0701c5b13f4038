import type { WriteDb } from '../../db/database.ts';
import { studentById, wordsOf } from '../../db/tables/studentTable.ts';
import { type Change, ID_SEPARATOR, type PatchValue } from '../change.ts';
import { refreshVerifications } from './projectEvent.ts';
import { removeUnspoken } from './removeUnspoken.ts';
import { spokenOf } from './spokenOf.ts';

const COLUMN = {
  hash: 'hash',
  width: 'width',
  height: 'height',
  bytes: 'bytes',
  dpi: 'dpi',
  fileName: 'file_name',
  matchedBy: 'matched_by',
  findings: 'findings',
} as const;

/** A student's photo of one role is set, replaced or taken away; its bytes are content-addressed elsewhere. */
export function projectPhoto(db: WriteDb, change: Change): number {
  const [studentId, role] = change.entityId.split(ID_SEPARATOR) as [string, string];
  const n = spokenOf(db, studentId, change.n);
  const made = valuesMade(change);
  if (made) {
    const to = (field: keyof typeof COLUMN) => made[field] ?? null;
    db.write(
      `INSERT INTO photo (student_n, role, hash, width, height, bytes, dpi, file_name, matched_by, findings)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      n,
      role,
      to('hash'),
      to('width'),
      to('height'),
      to('bytes'),
      to('dpi'),
      to('fileName'),
      to('matchedBy'),
      to('findings') ?? '[]',
    );
  } else if (change.kind === 'changed' && change.patch.hash?.[1] === null) {
    db.write('DELETE FROM photo WHERE student_n = ? AND role = ?').run(n, role);
  } else if (change.kind === 'changed') {
    for (const [field, [, to]] of Object.entries(change.patch)) {
      const column = COLUMN[field as keyof typeof COLUMN];
      db.write(`UPDATE photo SET ${column} = ? WHERE student_n = ? AND role = ?`).run(to, n, role);
    }
  }
  const student = studentById(db, studentId)!;
  if (removeUnspoken(db, n)) return n;
  refreshVerifications(db, n, wordsOf(student));
  return n;
}

/** The photo's values when the student had none of this role before. */
function valuesMade(change: Change): Record<string, PatchValue> | null {
  if (change.kind === 'made') return change.values;
  if (change.patch.hash?.[0] !== null) return null;
  return Object.fromEntries(Object.entries(change.patch).map(([field, [, to]]) => [field, to]));
}
