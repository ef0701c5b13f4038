import type { WriteDb } from '../../db/database.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';
import type { Change } from '../change.ts';

const COLUMNS = ['at', 'whom', 'way', 'outcome', 'promise', 'note', 'actor', 'batch'] as const;

/** A contact that was made, was taken back, or turned out to be about another student, who is the same person. */
export function projectChaseContact(db: WriteDb, change: Change): number {
  const { entityId } = change;
  if (change.kind === 'made') {
    const { values } = change;
    const studentN = studentNumberOf(db, values.student as string)!;
    db.write(
      `INSERT INTO chase_contact (id, campaign_id, student_n, ${COLUMNS.join(', ')})
       VALUES (?, ?, ?, ${COLUMNS.map(() => '?').join(', ')})`,
    ).run(
      entityId,
      values.campaign ?? null,
      studentN,
      ...COLUMNS.map((column) => values[column] ?? (column === 'note' ? '' : null)),
    );
    return studentN;
  }
  const moved = change.patch.student;
  if (moved) {
    const to = studentNumberOf(db, moved[1] as string)!;
    db.write('UPDATE chase_contact SET student_n = ? WHERE id = ?').run(to, entityId);
    return to;
  }
  db.write('UPDATE chase_contact SET voided_by = ? WHERE id = ?').run(
    change.patch.voidedBy?.[1] ?? null,
    entityId,
  );
  return db.read<{ student_n: number }>('SELECT student_n FROM chase_contact WHERE id = ?').get(entityId)!
    .student_n;
}
