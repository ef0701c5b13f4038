import { classKey, type SchoolClass } from '../../../shared/domain/className.ts';
import type { SetContactsArgs } from '../../changes/mutations/setContacts.ts';
import { classContact } from '../../changes/mutations/setContacts.ts';
import { writeChange } from '../../changes/writeChange.ts';
import type { ReadDb } from '../../db/database.ts';
import { sourceRecord } from '../../db/tables/studentTable.ts';
import { ContactPlanner, type ContactStore } from '../reconcile/planContacts.ts';
import type { ContactOfStudent } from '../reconcile/plannedContact.ts';
import { findByKey } from '../session/storeReaders.ts';
import type { RowChange, SpreadsheetKindOf } from './spreadsheetKind.ts';

/** Who looks after each class, and how students are reached. */
export const contactsKind: SpreadsheetKindOf = {
  planner({ db }) {
    const planner = new ContactPlanner(contactStore(db));
    return {
      rows: planner.rows,
      add: (parsed) => planner.add(parsed),
      end() {
        const { missing, findings } = planner.end();
        return { missingFromFile: missing, changedFields: new Map(), findings };
      },
    };
  },
  changes(_db, { contact }) {
    if (!contact) return [];
    const before = contact.of === 'student' ? contact.before : (contact.classes[0]?.before ?? null);
    return Object.entries(contact.contact).flatMap(([field, to]): RowChange[] => {
      const from = (before as Record<string, string | null> | null)?.[field] ?? null;
      return to === null || to === from
        ? []
        : [{ field: contact.of === 'student' ? field : NAMES[field]!, from, to }];
    });
  },
  write(db, rows, _chunk, _settings, context) {
    const classes: SetContactsArgs['classes'] = [];
    const students: SetContactsArgs['students'] = [];
    for (const { student, contact } of rows) {
      if (contact?.of === 'student') students.push({ student: student!, values: contact.contact });
      else {
        for (const { collegeName, className, before } of contact!.classes) {
          const { counsellor, phone, email, qq } = contact!.contact as NonNullable<typeof before>;
          const values = {
            collegeName,
            className,
            counsellor: counsellor ?? before?.counsellor ?? null,
            phone: phone ?? before?.phone ?? null,
            email: email ?? before?.email ?? null,
            qq: qq ?? before?.qq ?? null,
          };
          classes.push({ key: classKey(values), values });
          if (counsellor !== null) students.push(...studentsOf(db, { collegeName, className }, counsellor));
        }
      }
    }
    writeChange(db, 'contacts.set', { classes, students }, context);
  },
};

const NAMES: Record<string, string> = {
  counsellor: 'counsellor',
  phone: 'counsellorPhone',
  email: 'counsellorEmail',
  qq: 'counsellorQq',
};

/** The students of a class of whom something else, or nothing, is held of who looks after them. */
function studentsOf(db: ReadDb, { collegeName, className }: SchoolClass, counsellor: string) {
  return db
    .read<{ student: string }>(
      `SELECT id AS student FROM student
       WHERE class_name = ? AND college_name IS ? AND counsellor IS NOT ?`,
    )
    .all(className, collegeName, counsellor)
    .map(({ student }) => ({ student, values: { counsellor } }));
}

function contactStore(db: ReadDb): ContactStore {
  return {
    find: findByKey(db),
    classes: () =>
      db
        .read<SchoolClass>(
          `SELECT DISTINCT college_name AS collegeName, class_name AS className FROM student
           WHERE class_name IS NOT NULL ORDER BY college_name, class_name`,
        )
        .all(),
    ofClass: (key) => classContact(db, key),
    ofStudent: (n) => sourceRecord(db, n, 'contacts') as ContactOfStudent | null,
  };
}
