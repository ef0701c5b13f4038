import { classKey } from '../../../shared/domain/className.ts';
import type { SetContactsArgs } from '../../changes/mutations/setContacts.ts';
import { classContact } from '../../changes/mutations/setContacts.ts';
import { writeChange } from '../../changes/writeChange.ts';
import type { ReadDb } from '../../db/database.ts';
import { schoolClasses, studentsToTell } from '../../db/tables/classTable.ts';
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
          if (counsellor !== null)
            students.push(...studentsToTell(db, { collegeName, className }, counsellor));
        }
      }
    }
    writeChange(db, 'contacts.set', { classes, students }, context);
  },
};

const PARTS = ['counsellor', 'phone', 'email', 'qq'] as const;
const NAMES: Record<string, string> = {
  counsellor: 'counsellor',
  phone: 'counsellorPhone',
  email: 'counsellorEmail',
  qq: 'counsellorQq',
};

function contactStore(db: ReadDb): ContactStore {
  return {
    find: findByKey(db),
    classes: () => schoolClasses(db),
    ofClass(key) {
      const held = classContact(db, key);
      // Emptied by hand is as if it had never been said.
      return held && PARTS.some((part) => held[part] !== null) ? held : null;
    },
    ofStudent: (n) => sourceRecord(db, n, 'contacts') as ContactOfStudent | null,
  };
}
