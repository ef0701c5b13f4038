import {
  FILE_SOURCES,
  type FileSource,
  type PartialStudentValues,
  STUDENT_FIELDS,
} from '../../../shared/domain/studentFields.ts';
import type { ReadDb } from '../../db/database.ts';
import { studentAlias } from '../../db/tables/studentAliases.ts';
import { sourceRecords, studentNumberOf } from '../../db/tables/studentTable.ts';
import { type Change, effectOf, ID_SEPARATOR, type PatchValue } from '../change.ts';
import { caseIdsOf } from './caseValues.ts';
import { type DecisionValues, decisionValues } from './decide.ts';
import { type JoinedParts, PHOTO_ROLES } from './joinedParts.ts';
import { contactsOf } from './logContacts.ts';
import type { Mutation } from './mutation.ts';
import { reviewsOf } from './reviewPhotos.ts';
import { photoValues } from './setPhotos.ts';

export interface JoinStudentsArgs {
  /** Whose id, photos and corrections stay where both have some. */
  kept: string;
  joined: string;
  batch: string;
  /** Epoch ms. */
  at: number;
  actor: string;
}

/**
 * `student.join`: two students are one person. What sources, staff and photos said of the one is said of the other
 * from now on, every key leads there, and what both had twice is kept in the alias. Two of whom one source knows
 * both are never joined: then nothing changes.
 */
export const joinStudents: Mutation<JoinStudentsArgs> = {
  run(db, { kept, joined, batch, at, actor }) {
    const keptN = studentNumberOf(db, kept);
    const joinedN = studentNumberOf(db, joined);
    if (keptN === null || joinedN === null || keptN === joinedN) return [];
    // Of somebody who is another already another desk said something, and does not know it yet.
    if (studentAlias(db, kept) || studentAlias(db, joined)) return [];
    const mine = sourceRecords(db, keptN);
    const theirs = sourceRecords(db, joinedN);
    const files = FILE_SOURCES.flatMap((source) => theirs.filter((record) => record.source === source));
    if (files.some(({ source }) => mine.some((record) => record.source === source))) return [];
    const staff = theirs.find(({ source }) => source === 'staff')?.values ?? null;
    const myStaff = mine.find(({ source }) => source === 'staff')?.values ?? null;
    const contacts = theirs.find(({ source }) => source === 'contacts')?.values ?? null;
    const contactsGiven = contacts !== null && !mine.some(({ source }) => source === 'contacts');
    const staffGiven = STUDENT_FIELDS.filter(
      (field) => (staff?.[field] ?? null) !== null && (myStaff?.[field] ?? null) === null,
    );
    const photos = photosOf(db, joinedN);
    const photosGiven = PHOTO_ROLES.filter((role) => photos[role] && photoValues(db, keptN, role) === null);
    const reviews = reviewsOf(db, joinedN);
    const myReviews = reviewsOf(db, keptN);
    const reviewsGiven = Object.keys(reviews).filter((key) => !Object.hasOwn(myReviews, key));
    const events = eventsOf(db, joinedN);
    const chaseContacts = contactsOf(db, joinedN);
    const cases = caseIdsOf(db, joinedN);
    const decisions = decisionsOf(db, joined);
    const decisionsGiven = Object.keys(decisions).filter((field) => decisionValues(db, kept, field) === null);
    const parts: JoinedParts = {
      records: files.map(({ source }) => source as FileSource),
      staff,
      staffGiven,
      contacts,
      contactsGiven,
      photos,
      photosGiven,
      reviews,
      reviewsGiven,
      events,
      chaseContacts,
      cases,
      decisions,
      decisionsGiven,
    };
    const changes: Change[] = [
      {
        entity: 'alias',
        entityId: joined,
        kind: 'made',
        values: { into: kept, moved: JSON.stringify(parts), batch, at, actor },
      },
    ];
    changes.push(
      ...handedOver('event', events, joined, kept),
      ...handedOver('chaseContact', chaseContacts, joined, kept),
      ...handedOver('case', cases, joined, kept),
    );
    for (const role of PHOTO_ROLES) {
      const photo = photos[role];
      if (!photo) continue;
      changes.push(emptied('photo', joined, role, photo));
      if (photosGiven.includes(role)) changes.push(made('photo', kept, role, photo));
    }
    for (const [key, review] of Object.entries(reviews)) {
      changes.push(emptied('review', joined, key, review));
      if (reviewsGiven.includes(key)) changes.push(made('review', kept, key, review));
    }
    for (const [field, decision] of Object.entries(decisions)) {
      changes.push(emptied('decision', joined, field, decision));
      if (decisionsGiven.includes(field)) changes.push(made('decision', kept, field, decision));
    }
    if (staff) {
      changes.push(emptied('record', joined, 'staff', staff));
      const given = Object.fromEntries(staffGiven.map((field) => [field, staff[field] ?? null]));
      const effect = effectOf(myStaff, given);
      if (effect) changes.push({ entity: 'record', entityId: join(kept, 'staff'), ...effect });
    }
    if (contacts) {
      changes.push(emptied('record', joined, 'contacts', contacts));
      if (contactsGiven) changes.push(made('record', kept, 'contacts', contacts));
    }
    for (const { source, values } of files) changes.push(emptied('record', joined, source, values));
    for (const { source, values } of files) changes.push(made('record', kept, source, values));
    return changes;
  },
  logged: (args) => args,
};

type PartEntity = 'record' | 'photo' | 'review' | 'decision';

export function made(
  entity: PartEntity,
  student: string,
  part: string,
  values: PartialStudentValues | Record<string, PatchValue>,
): Change {
  return { entity, entityId: join(student, part), ...effectOf(null, values)! };
}

/** What was said of one student is said of the other. */
export function handedOver(
  entity: 'event' | 'chaseContact' | 'case',
  ids: readonly string[],
  from: string,
  to: string,
): Change[] {
  return ids.map((entityId) => ({ entity, entityId, kind: 'changed', patch: { student: [from, to] } }));
}

export function emptied(
  entity: PartEntity,
  student: string,
  part: string,
  values: PartialStudentValues | Record<string, PatchValue>,
): Change {
  const nothing = Object.fromEntries(Object.keys(values).map((field) => [field, null]));
  return { entity, entityId: join(student, part), ...effectOf(values, nothing)! };
}

function join(student: string, part: string): string {
  return student + ID_SEPARATOR + part;
}

function photosOf(db: ReadDb, n: number): JoinedParts['photos'] {
  const photos: JoinedParts['photos'] = {};
  for (const role of PHOTO_ROLES) {
    const photo = photoValues(db, n, role);
    if (photo) photos[role] = photo;
  }
  return photos;
}

export function eventsOf(db: ReadDb, n: number): string[] {
  return db
    .read<{ id: string }>('SELECT id FROM event WHERE student_n = ? ORDER BY n')
    .all(n)
    .map(({ id }) => id);
}

function decisionsOf(db: ReadDb, student: string): Record<string, DecisionValues> {
  const rows = db
    .read<DecisionValues & { field: string }>(
      'SELECT field, kind, source, said, at, actor FROM decision WHERE subject = ? ORDER BY field',
    )
    .all(student);
  return Object.fromEntries(rows.map(({ field, ...values }) => [field, values as DecisionValues]));
}
