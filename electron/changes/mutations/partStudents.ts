import { namesStudents } from '../../../shared/domain/studentFields.ts';
import type { ReadDb } from '../../db/database.ts';
import { studentAlias } from '../../db/tables/studentAliases.ts';
import { sourceRecords, studentNumberOf } from '../../db/tables/studentTable.ts';
import { type Change, effectOf, ID_SEPARATOR, inverseOf } from '../change.ts';
import { caseIdsOf } from './caseValues.ts';
import { decisionValues } from './decide.ts';
import { type JoinedParts, PHOTO_ROLES } from './joinedParts.ts';
import { emptied, eventsOf, handedOver, made } from './joinStudents.ts';
import { contactsOf } from './logContacts.ts';
import { reviewsOf } from './reviewPhotos.ts';
import { photoValues } from './setPhotos.ts';

/**
 * The changes that part again a student who was joined to another: sources take along what they say by now, also
 * where a newer file said it since; the student gets back their own id, number, photos, corrections and verdicts.
 * What the other one was given and has got anew since stays there as well. Null where it can't be done: joined on to
 * a third one, or nothing of one of the two would be left.
 */
export function partStudents(db: ReadDb, id: string): Change[] | null {
  const alias = studentAlias(db, id);
  if (!alias || studentNumberOf(db, id) !== null) return null;
  const keptN = studentNumberOf(db, alias.into);
  if (keptN === null) return null;
  const parts = JSON.parse(alias.moved) as JoinedParts;
  const records = sourceRecords(db, keptN);
  const back = records.filter(({ source }) => namesStudents(source) && parts.records.includes(source));
  const isLeft = records.some(({ source }) => namesStudents(source) && !parts.records.includes(source));
  if (back.length === 0 || !isLeft) return null;
  const kept = alias.into;
  const changes: Change[] = back.map(({ source, values }) => made('record', id, source, values));
  if (parts.staff) changes.push(made('record', id, 'staff', parts.staff));
  for (const { source, values } of back) changes.push(emptied('record', kept, source, values));
  if (parts.contacts) {
    changes.push(made('record', id, 'contacts', parts.contacts));
    const now = records.find(({ source }) => source === 'contacts')?.values ?? null;
    if (now && parts.contactsGiven && JSON.stringify(now) === JSON.stringify(parts.contacts)) {
      changes.push(emptied('record', kept, 'contacts', now));
    }
  }
  const staff = records.find(({ source }) => source === 'staff')?.values ?? null;
  const given = parts.staffGiven.filter((field) => staff?.[field] === parts.staff?.[field]);
  const withdrawn = staff && effectOf(staff, Object.fromEntries(given.map((field) => [field, null])));
  if (withdrawn) changes.push({ entity: 'record', entityId: `${kept}${ID_SEPARATOR}staff`, ...withdrawn });
  for (const role of PHOTO_ROLES) {
    const photo = parts.photos[role];
    if (!photo) continue;
    changes.push(made('photo', id, role, photo));
    const now = photoValues(db, keptN, role);
    if (parts.photosGiven.includes(role) && now?.hash === photo.hash)
      changes.push(emptied('photo', kept, role, now));
  }
  const reviews = reviewsOf(db, keptN);
  for (const [key, review] of Object.entries(parts.reviews ?? {})) {
    changes.push(made('review', id, key, review));
    const now = reviews[key];
    const isGiven = parts.reviewsGiven?.includes(key) && JSON.stringify(now) === JSON.stringify(review);
    if (now && isGiven) changes.push(emptied('review', kept, key, now));
  }
  const there = new Set([...eventsOf(db, keptN), ...contactsOf(db, keptN), ...caseIdsOf(db, keptN)]);
  const stillThere = (ids: readonly string[] = []) => ids.filter((one) => there.has(one));
  changes.push(
    ...handedOver('event', stillThere(parts.events), kept, id),
    ...handedOver('chaseContact', stillThere(parts.chaseContacts), kept, id),
    ...handedOver('case', stillThere(parts.cases), kept, id),
  );
  for (const [field, decision] of Object.entries(parts.decisions)) {
    changes.push(made('decision', id, field, decision));
    const now = decisionValues(db, kept, field);
    const isGiven = parts.decisionsGiven.includes(field) && JSON.stringify(now) === JSON.stringify(decision);
    if (now && isGiven) changes.push(emptied('decision', kept, field, now));
  }
  const { into, moved, batch, at, actor } = alias;
  const values = { into, moved, batch, at, actor };
  changes.push({
    entity: 'alias',
    entityId: id,
    kind: 'changed',
    patch: inverseOf({ kind: 'made', values }),
  });
  return changes;
}
