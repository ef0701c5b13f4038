import type { WriteDb } from '../../db/database.ts';
import { type Change, type PatchValue, patchOf } from '../change.ts';
import { removeUnspoken } from './removeUnspoken.ts';
import { CASE_COLUMNS } from './rowTables.ts';
import { spokenOf } from './spokenOf.ts';

/** A case that was opened, went on, was taken back whole, or turned out to be of another student, who is the same person. */
export function projectCase(db: WriteDb, change: Change): number {
  const { entityId } = change;
  if (change.kind === 'made') {
    const { student, ...values } = change.values;
    return insert(db, entityId, { student: student as string, n: change.n }, values);
  }
  const { student, ...patch } = patchOf(change);
  // Opened again by taking back that it was taken back.
  const studentN = numberOf(db, entityId);
  if (student) {
    if (student[1] === null) {
      db.write('DELETE FROM case_file WHERE id = ?').run(entityId);
      removeUnspoken(db, studentN!);
      return studentN!;
    }
    if (studentN === null) {
      const values = Object.fromEntries(Object.entries(patch).map(([field, [, value]]) => [field, value]));
      return insert(db, entityId, { student: student[1] as string, n: change.n }, values);
    }
    db.write('UPDATE case_file SET student_n = ? WHERE id = ?').run(
      spokenOf(db, student[1] as string, change.n),
      entityId,
    );
    removeUnspoken(db, studentN);
  }
  for (const [field, [, to]] of Object.entries(patch)) {
    db.write(`UPDATE case_file SET ${columnOf(field)} = ? WHERE id = ?`).run(to, entityId);
  }
  return numberOf(db, entityId)!;
}

/** Something that was done, or that it was taken back. */
export function projectCaseEntry(db: WriteDb, change: Change): number | null {
  const { entityId } = change;
  if (change.kind === 'made') {
    const { values } = change;
    const value = (field: string) => values[field] ?? null;
    db.write(
      `INSERT INTO case_entry (id, case_id, at, actor, action, day, version, batch, voided_by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(entityId, ...['case', 'at', 'actor', 'action', 'day', 'version', 'batch', 'voidedBy'].map(value));
    return numberOf(db, values.case as string);
  }
  const gone = change.patch.case;
  if (gone?.[1] === null) {
    db.write('DELETE FROM case_entry WHERE id = ?').run(entityId);
    return numberOf(db, gone[0] as string);
  }
  db.write('UPDATE case_entry SET voided_by = ? WHERE id = ?').run(
    change.patch.voidedBy?.[1] ?? null,
    entityId,
  );
  const { of } = db
    .read<{ of: string }>('SELECT case_id AS "of" FROM case_entry WHERE id = ?')
    .get(entityId)!;
  return numberOf(db, of);
}

function insert(
  db: WriteDb,
  id: string,
  { student, n }: { student: string; n: Change['n'] },
  values: Record<string, PatchValue>,
): number {
  const studentN = spokenOf(db, student, n);
  const fields = Object.keys(values);
  db.write(
    `INSERT INTO case_file (id, student_n, ${fields.map(columnOf).join(', ')})
     VALUES (?, ?, ${fields.map(() => '?').join(', ')})`,
  ).run(id, studentN, ...fields.map((field) => values[field]!));
  return studentN;
}

function numberOf(db: WriteDb, id: string): number | null {
  return db.read<{ n: number }>('SELECT student_n AS n FROM case_file WHERE id = ?').get(id)?.n ?? null;
}

function columnOf(field: string): string {
  const column = CASE_COLUMNS[field];
  if (!column) throw new Error(`No column for case.${field}`);
  return column;
}
