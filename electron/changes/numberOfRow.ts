import type { ReadDb } from '../db/database.ts';
import type { Entity } from './change.ts';

const NUMBER_OF: Partial<Record<Entity, string>> = {
  event: 'SELECT student_n AS n FROM event WHERE id = ?',
  chaseContact: 'SELECT student_n AS n FROM chase_contact WHERE id = ?',
  case: 'SELECT student_n AS n FROM case_file WHERE id = ?',
  caseEntry:
    'SELECT student_n AS n FROM case_entry JOIN case_file ON case_file.id = case_id WHERE case_entry.id = ?',
};

/**
 * Of whom (student.n) a row is now that is about a student and not named after one. Null: there is no such row; undefined:
 * rows of this entity are none of these.
 */
export function numberOfRow(db: ReadDb, entity: Entity, id: string): number | null | undefined {
  const sql = NUMBER_OF[entity];
  return sql === undefined ? undefined : (db.read<{ n: number | null }>(sql).get(id)?.n ?? null);
}
