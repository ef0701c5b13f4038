import type { Entity } from '../../changes/change.ts';
import { readRow } from '../../changes/readRow.ts';
import type { ReadDb } from '../../db/database.ts';
import { presentId } from '../../db/tables/studentAliases.ts';
import type { Fields, SyncedMutation } from '../../sync/protocol/syncedMutation.ts';
import { studentOfRow } from '../../sync/rules/studentOfRow.ts';
import { isScoped, seesCollege } from '../scoped.ts';

/** Whose row it is, by the id that the student has now; null: nobody’s. `said`: its fields, where it is not there (any more). */
export function studentOf(db: ReadDb, entity: Entity, id: string, said: Fields = {}): string | null {
  const ref = studentOfRow(entity, id, { ...said, ...readRow(db, entity, id) });
  if (ref === null) return null;
  if ('like' in ref) return ref.like.id === '' ? null : studentOf(db, ref.like.entity, ref.like.id);
  return ref.student === '' ? null : presentId(db, ref.student);
}

/** Whose rows these mutations wrote. */
export function studentsOfWork(db: ReadDb, mutations: readonly SyncedMutation[]): Set<string> {
  const students = new Set<string>();
  for (const { changes } of mutations) {
    for (const { entity, id, set } of changes) {
      const ref = studentOfRow(entity as Entity, id, set);
      const known =
        ref !== null && 'student' in ref && ref.student !== '' ? presentId(db, ref.student) : null;
      const student = known ?? studentOf(db, entity as Entity, id, set);
      if (student !== null) students.add(student);
    }
  }
  return students;
}

/** Whether whoever asks may know of a student by id; what is of nobody is for those alone who see the whole school. */
export function seesStudent(db: ReadDb, student: string | null): boolean {
  if (!isScoped()) return true;
  if (student === null) return false;
  const row = db.read<{ college: string | null }>('SELECT college_name AS college FROM student WHERE id = ?');
  return seesCollege(row.get(student)?.college ?? null);
}
