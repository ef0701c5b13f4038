import type { ReadDb } from '../../db/database.ts';
import { sourceRecord, studentNumberOf } from '../../db/tables/studentTable.ts';
import { type Change, effectOf, ID_SEPARATOR, type PatchValue } from '../change.ts';
import type { Mutation } from './mutation.ts';

/** A row of `class_contact` without its key. */
export interface ClassContactValues extends Record<string, PatchValue> {
  collegeName: string | null;
  className: string;
  counsellor: string | null;
  phone: string | null;
  email: string | null;
  qq: string | null;
}

export interface SetContactsArgs {
  classes: { key: string; values: ClassContactValues }[];
  /** What a contact list says of students; what it leaves out stays. */
  students: { student: string; values: { phone?: string; email?: string; counsellor?: string | null } }[];
}

/** `contacts.set`: who looks after classes, and how students are reached; what files say of students stays as it is. */
export const setContacts: Mutation<SetContactsArgs> = {
  run(db, { classes, students }) {
    const changes: Change[] = [];
    for (const { key, values } of classes) {
      const effect = effectOf(classContact(db, key), values);
      if (effect) changes.push({ entity: 'classContact', entityId: key, ...effect });
    }
    for (const { student, values } of students) {
      const n = studentNumberOf(db, student);
      if (n === null) continue;
      const effect = effectOf(sourceRecord(db, n, 'contacts'), values);
      if (effect)
        changes.push({ entity: 'record', entityId: `${student}${ID_SEPARATOR}contacts`, ...effect });
    }
    return changes;
  },
  logged: ({ classes, students }) => ({ classes: classes.length, students: students.length }),
};

export function classContact(db: ReadDb, key: string): ClassContactValues | null {
  return (
    db
      .read<ClassContactValues>(
        `SELECT college_name AS collegeName, class_name AS className, counsellor, phone, email, qq
         FROM class_contact WHERE key = ?`,
      )
      .get(key) ?? null
  );
}
