import type { z } from 'zod';
import type { lookAlikes } from '../../shared/contract/photos.ts';
import type { LookAlikes } from './LookAlikes.ts';
import type { Services } from './services.ts';

/** Of one group: a placeholder that a whole college handed in need not be listed to the last. */
export const MEMBERS_LISTED = 50;

export async function listLookAlikes(
  { db }: Services,
  alike: LookAlikes,
  { offset, limit, students }: { offset: number; limit: number; students: string[] | undefined },
): Promise<z.output<typeof lookAlikes>> {
  const { photos, groups } = await alike.find();
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
