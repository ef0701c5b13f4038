import type { ChaseContact } from '../../../shared/domain/chaseStanding.ts';
import type { ReadDb } from '../../db/database.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';
import type { Mutation } from './mutation.ts';

export interface LogContactsArgs {
  campaign: string;
  batch: string;
  actor: string;
  /** The same contact about each of them, e.g. one message in a class's group. */
  contact: ChaseContact & { note: string };
  /** Each student with the id that the contact gets. */
  students: { id: string; student: string }[];
}

/** `chase.log`: somebody was contacted about these students. Said once, never edited: a wrong one is taken back. */
export const logContacts: Mutation<LogContactsArgs> = {
  run(db, { campaign, batch, actor, contact, students }) {
    return students
      .filter(({ student }) => studentNumberOf(db, student) !== null)
      .map(({ id, student }) => ({
        entity: 'chaseContact',
        entityId: id,
        kind: 'made',
        values: { student, campaign, ...contact, actor, batch },
      }));
  },
  logged: ({ students, ...rest }) => ({ ...rest, students: students.length }),
};

/** Ids of all contacts about a student, those taken back included. */
export function contactsOf(db: ReadDb, studentN: number): string[] {
  return db
    .read<{ id: string }>('SELECT id FROM chase_contact WHERE student_n = ? ORDER BY n')
    .all(studentN)
    .map(({ id }) => id);
}

/** Whether a contact is there and was not taken back. */
export function isContactStanding(db: ReadDb, id: string): boolean {
  return db.read('SELECT 1 FROM chase_contact WHERE id = ? AND voided_by IS NULL').get(id) !== undefined;
}
