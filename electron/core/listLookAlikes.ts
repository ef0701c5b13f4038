import type { z } from 'zod';
import type { lookAlikes } from '../../shared/contract/photos.ts';
import { studentNumberOf } from '../db/tables/studentTable.ts';
import { countPrints } from '../photos/photoLooks.ts';
import type { LookAlikes } from './LookAlikes.ts';
import { isScoped, seenColleges } from './scoped.ts';
import { seenStudents } from './seenStudents.ts';
import type { Services } from './services.ts';

/** Of one group: a placeholder that a whole college handed in need not be listed to the last. */
export const MEMBERS_LISTED = 50;

export async function listLookAlikes(
  services: Services,
  alike: LookAlikes,
  { offset, limit, students }: { offset: number; limit: number; students: string[] | undefined },
): Promise<z.output<typeof lookAlikes>> {
  const { db } = services;
  const found = await alike.find();
  const photos = isScoped() ? countPrints(db, seenColleges()) : found.photos;
  const { isSeen } = await seenStudents(services);
  const isSeenPhoto = ({ student }: { student: string }) => isSeen(studentNumberOf(db, student) ?? 0);
  // Of two alike of which one is not to be known of, there is nothing to list.
  const groups = isScoped()
    ? found.groups
        .map((group) => ({ ...group, photos: group.photos.filter(isSeenPhoto) }))
        .filter((group) => group.photos.length > 1)
    : found.groups;
  const wanted = students && new Set(students);
  const listed = wanted
    ? groups.filter((group) => group.photos.some(({ student }) => wanted.has(student)))
    : groups;
  const nowOf = db.read<{ name: string | null; studentNo: string | null }>(
    'SELECT name, student_no AS studentNo FROM student WHERE id = ?',
  );
  return {
    photos,
    total: listed.length,
    groups: listed.slice(offset, offset + limit).map(({ kind, photos: members }) => ({
      kind,
      size: members.length,
      // Who they are is asked now: a name may have been corrected since the photos were compared.
      photos: members.slice(0, MEMBERS_LISTED).map((one) => ({ ...one, ...nowOf.get(one.student) })),
    })),
  };
}
