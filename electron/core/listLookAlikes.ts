import type { z } from 'zod';
import type { lookAlikes } from '../../shared/contract/photos.ts';
import { type FoundLookAlikes, lookAlikesThread } from '../photos/lookAlikesThread.ts';
import type { Services } from './services.ts';

/** Of one group: a placeholder that a whole college handed in need not be listed to the last. */
const MEMBERS_LISTED = 50;

/** Finding them anew for each page of a list would cost seconds in a large school. */
const found = new WeakMap<Services['db'], { version: string; all: Promise<FoundLookAlikes> }>();

export async function listLookAlikes(
  { db, dataDir }: Services,
  { offset, limit, students }: { offset: number; limit: number; students: string[] | undefined },
): Promise<z.output<typeof lookAlikes>> {
  const version = versionOf(db);
  let kept = found.get(db);
  if (kept?.version !== version) {
    kept = { version, all: lookAlikesThread({ dataDir }) };
    found.set(db, kept);
    // What failed once is tried again by the next who asks.
    kept.all.catch(() => found.delete(db));
  }
  const { photos, groups } = await kept.all;
  const wanted = students && new Set(students);
  const listed = wanted
    ? groups.filter((group) => group.photos.some(({ student }) => wanted.has(student)))
    : groups;
  return {
    photos,
    total: listed.length,
    groups: listed.slice(offset, offset + limit).map(({ kind, photos: members }) => ({
      kind,
      size: members.length,
      photos: members.slice(0, MEMBERS_LISTED),
    })),
  };
}

/** Changes whenever a photo, a student or what was measured does. */
function versionOf(db: Services['db']): string {
  const { head } = db.read<{ head: number | null }>('SELECT max(seq) AS head FROM change').get()!;
  const { looks } = db.read<{ looks: number }>('SELECT count(*) AS looks FROM photo_look').get()!;
  return `${head} ${looks}`;
}
