import type { ClassWithContact, Contact } from '../../../shared/contract/contacts.ts';
import { classKey, type SchoolClass } from '../../../shared/domain/className.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { maskField } from '../../../shared/domain/mask.ts';
import { handBatchRow } from '../../changes/batchRow.ts';
import { classContact, type SetContactsArgs } from '../../changes/mutations/setContacts.ts';
import { schoolClasses, studentsToTell } from '../../db/tables/classTable.ts';
import { seesCollege } from '../scoped.ts';
import type { Services } from '../services.ts';
import type { Procedures } from './answer.ts';

const PARTS = ['counsellor', 'phone', 'email', 'qq'] as const;
const NOBODY: Contact = { counsellor: null, phone: null, email: null, qq: null };

export function contactsRouter(procedures: Procedures, services: Services) {
  const { db, ids, clock, writes } = services;
  /** The classes are counted anew only when something was written. */
  let known: { version: number; classes: ClassWithContact[] } | null = null;

  const allClasses = (): ClassWithContact[] => {
    const version = services.dataVersion.current;
    if (known?.version === version) return known.classes;
    const held = new Map(
      db
        .read<SchoolClass & Contact>(
          `SELECT college_name AS collegeName, class_name AS className, counsellor, phone, email, qq
           FROM class_contact`,
        )
        .all()
        .filter(isNamed)
        .map((one) => [classKey(one), one]),
    );
    const classes: ClassWithContact[] = schoolClasses(db).map((one) => {
      const key = classKey(one);
      const contact = held.get(key) ?? NOBODY;
      held.delete(key);
      return { ...NOBODY, ...contact, ...one, key };
    });
    for (const [key, one] of held) classes.push({ ...one, key, students: 0 });
    known = { version, classes };
    return classes;
  };

  return {
    list: procedures.contacts.list.handler(({ input }) => {
      const all = allClasses().filter((one) => seesCollege(one.collegeName));
      const searched = input.search.trim().toLowerCase();
      const shown = all.filter(
        (one) =>
          (!input.onlyWithout || !isNamed(one)) &&
          (searched === '' ||
            [one.className, one.collegeName, one.counsellor].some((text) =>
              text?.toLowerCase().includes(searched),
            )),
      );
      const withStudents = all.filter(({ students }) => students > 0);
      return {
        total: shown.length,
        classes: withStudents.length,
        without: withStudents.filter((one) => !isNamed(one)).length,
        items: shown.slice(input.offset, input.offset + input.limit).map((one) => ({
          ...one,
          phone: maskField('counsellorPhone', one.phone),
          email: maskField('counsellorEmail', one.email),
          qq: maskField('counsellorQq', one.qq),
        })),
      };
    }),
    reveal: procedures.contacts.reveal.handler(({ input }) => {
      const held = classContact(db, input.key);
      if (!seesCollege(held?.collegeName ?? null)) {
        throw new AppError('NOT_FOUND', { what: 'contact' });
      }
      services.log.info('contact-revealed');
      const { counsellor, phone, email, qq } = held ?? NOBODY;
      return { counsellor, phone, email, qq };
    }),
    save: procedures.contacts.save.handler(({ input }) =>
      writes.take(() => {
        const classes: SetContactsArgs['classes'] = [];
        const students: SetContactsArgs['students'] = [];
        for (const { collegeName, className } of input.classes) {
          const key = classKey({ collegeName, className });
          const { counsellor, phone, email, qq } = classContact(db, key) ?? NOBODY;
          const before: Contact = { counsellor, phone, email, qq };
          const after = { ...before };
          for (const part of PARTS) {
            const value = input.values[part];
            if (value !== undefined) after[part] = value?.toWellFormed().trim() || null;
          }
          if (PARTS.every((part) => before[part] === after[part])) continue;
          classes.push({ key, values: { collegeName, className, ...after } });
          if (before.counsellor !== after.counsellor) {
            students.push(...studentsToTell(db, { collegeName, className }, after.counsellor));
          }
        }
        if (classes.length === 0) return { batch: null, changed: 0 };
        const batch = ids.next();
        const about = { id: batch, kind: 'classContact' as const, campaign: null, students: classes.length };
        db.transaction(() => {
          services.commit('contacts.set', { classes, students }, batch);
          services.commit(
            'row.save',
            handBatchRow({ ...about, at: clock.now(), actor: services.actor }),
            batch,
          );
        });
        return { batch, changed: classes.length };
      }),
    ),
  };
}

function isNamed(contact: Contact): boolean {
  return PARTS.some((part) => contact[part] !== null);
}
