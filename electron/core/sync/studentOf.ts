import type { Entity } from '../../changes/change.ts';
import { readRow } from '../../changes/readRow.ts';
import type { ReadDb } from '../../db/database.ts';
import { presentId } from '../../db/tables/studentAliases.ts';
import type { Fields } from '../../sync/protocol/syncedMutation.ts';
import { studentOfRow } from '../../sync/rules/studentOfRow.ts';
import { isScoped, seesCollege } from '../scoped.ts';

/** Whose row it is, by the id that the student has now; null: nobody’s. `said`: its fields, where it is not there (any more). */
export function studentOf(db: ReadDb, entity: Entity, id: string, said: Fields = {}): string | null {
  const ref = studentOfRow(entity, id, { ...said, ...readRow(db, entity, id) });
  if (ref === null) return null;
  if ('like' in ref) return ref.like.id === '' ? null : studentOf(db, ref.like.entity, ref.like.id);
  return ref.student === '' ? null : presentId(db, ref.student);
}

/** Whether whoever asks may know of a student by id; what is of nobody is for those alone who see the whole school. */
export function seesStudent(db: ReadDb, student: string | null): boolean {
  if (!isScoped()) return true;
  if (student === null) return false;
  const row = db.read<{ college: string | null }>('SELECT college_name AS college FROM student WHERE id = ?');
  return seesCollege(row.get(student)?.college ?? null);
}
