import type { WriteDb } from '../../db/database.ts';
import type { Change } from '../change.ts';
import { removeUnspoken } from './removeUnspoken.ts';
import { spokenOf } from './spokenOf.ts';

const FIELDS = ['at', 'whom', 'way', 'outcome', 'promise', 'note', 'actor', 'batch', 'voidedBy'] as const;

/** A contact that was made, was taken back, or turned out to be about another student, who is the same person. */
export function projectChaseContact(db: WriteDb, change: Change): number {
  const { entityId } = change;
  if (change.kind === 'made') {
    const { values } = change;
    const studentN = spokenOf(db, values.student as string, change.n);
    db.write(
      `INSERT INTO chase_contact (id, campaign_id, student_n, at, whom, way, outcome, promise, note, actor, batch, voided_by)
       VALUES (?, ?, ?, ${FIELDS.map(() => '?').join(', ')})`,
    ).run(
      entityId,
      values.campaign ?? null,
      studentN,
      ...FIELDS.map((field) => values[field] ?? (field === 'note' ? '' : null)),
    );
    removeUnspoken(db, studentN);
    return studentN;
  }
  const moved = change.patch.student;
  if (moved?.[1] === null) {
    // This store no longer has it: the student is one whom others look after.
    const n = studentOf(db, entityId);
    db.write('DELETE FROM chase_contact WHERE id = ?').run(entityId);
    removeUnspoken(db, n);
    return n;
  }
  if (moved) {
    const from = studentOf(db, entityId);
    db.write('UPDATE chase_contact SET student_n = ? WHERE id = ?').run(
      spokenOf(db, moved[1] as string, change.n),
      entityId,
    );
    removeUnspoken(db, from);
  }
  const { voidedBy } = change.patch;
  if (voidedBy) db.write('UPDATE chase_contact SET voided_by = ? WHERE id = ?').run(voidedBy[1], entityId);
  return studentOf(db, entityId);
}

function studentOf(db: WriteDb, id: string): number {
  return db.read<{ student_n: number }>('SELECT student_n FROM chase_contact WHERE id = ?').get(id)!
    .student_n;
}
