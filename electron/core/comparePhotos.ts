import type { z } from 'zod';
import type { photoLikeness, photoLook, photoRecheck } from '../../shared/contract/photos.ts';
import type { ProgressEvent } from '../../shared/contract/progress.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { likenessHint } from '../../shared/domain/photoLikeness.ts';
import type { FaceFinder } from '../photos/faces/FaceFinder.ts';
import { mapConcurrently } from '../photos/mapConcurrently.ts';
import { type KeptLikeness, keptFaces, keptLikeness, saveLikeness } from '../photos/photoLooks.ts';
import { printDistance } from '../photos/photoPrint.ts';
import type { Picture } from '../photos/picture.ts';
import { ALIKE } from '../photos/printIndex.ts';
import { openFaceFinder } from './openFaceFinder.ts';
import type { Services } from './services.ts';

type Compared = NonNullable<z.output<typeof photoRecheck>['likeness']>;
type Likeness = z.output<typeof photoLikeness>;

const AT_ONCE = 4;

interface Pair {
  admission: string;
  graduation: string;
}

const PAIRS = `SELECT a.hash AS admission, g.hash AS graduation FROM photo a
  JOIN photo g ON g.student_n = a.student_n AND g.role = 'graduation' WHERE a.role = 'admission'`;

/** Compares the two photos of every student who has both (and one of these 学历照片, unless null); what was compared before is not compared again. */
export async function compareAll(
  services: Services,
  finder: FaceFinder | null,
  only: ReadonlySet<string> | null,
  onProgress: (event: Omit<ProgressEvent, 'type'>) => void,
  signal: AbortSignal,
): Promise<Compared> {
  const { db, writes } = services;
  const pairs = db
    .read<Pair>(PAIRS)
    .all()
    .filter(({ graduation }) => only?.has(graduation) ?? true);
  const told: Compared = { compared: 0, alike: 0, unsure: 0, unlike: 0, unknown: 0 };
  const work = async (pair: Pair) => {
    if (signal.aborted) throw new AppError('CANCELLED');
    const kept = keptLikeness(db, pair);
    if (kept) return { pair, likeness: kept, isNew: false };
    const likeness = finder ? await compare(services, finder, pair) : null;
    return { pair, likeness, isNew: likeness !== null };
  };
  let done = 0;
  for await (const { pair, likeness, isNew } of mapConcurrently(pairs, AT_ONCE, work)) {
    done += 1;
    onProgress({ stage: 'check', done, total: pairs.length });
    if (!likeness) continue;
    if (isNew) await writes.take(() => saveLikeness(db, pair, likeness));
    told.compared += 1;
    told[likenessHint(likeness.way, likeness.value) ?? 'unknown'] += 1;
  }
  return told;
}

/** For one student, now. Throws NOT_FOUND where there is no such student. */
export async function compareOne(
  services: Services,
  student: string,
): Promise<{ available: boolean; likeness: Likeness | null }> {
  const { db, writes } = services;
  const row = db.read<{ n: number }>('SELECT n FROM student WHERE id = ?').get(student);
  if (!row) throw new AppError('NOT_FOUND', { what: 'student' });
  const pair = db.read<Pair>(`${PAIRS} AND a.student_n = ?`).get(row.n);
  if (!pair) return { available: true, likeness: null };
  const kept = keptLikeness(db, pair);
  if (kept) return { available: true, likeness: shownLikeness(kept) };
  const { finder } = await openFaceFinder(services, 1);
  if (!finder) return { available: false, likeness: null };
  try {
    const likeness = await compare(services, finder, pair);
    if (likeness) await writes.take(() => saveLikeness(db, pair, likeness));
    return { available: true, likeness: likeness && shownLikeness(likeness) };
  } finally {
    await finder.close();
  }
}

/** What was seen so far in the photos of these students. Students who are not there are left out. */
export function listLooks({ db }: Services, students: readonly string[]): z.output<typeof photoLook>[] {
  const hashOf = db.read<{ hash: string }>(
    'SELECT p.hash FROM photo p JOIN student s ON s.n = p.student_n WHERE s.id = ? AND p.role = ?',
  );
  return students.map((student) => {
    const admission = hashOf.get(student, 'admission')?.hash;
    const graduation = hashOf.get(student, 'graduation')?.hash;
    const likeness = admission && graduation ? keptLikeness(db, { admission, graduation }) : null;
    return {
      student,
      faces: {
        admission: admission ? keptFaces(db, admission) : null,
        graduation: graduation ? keptFaces(db, graduation) : null,
      },
      likeness: likeness && shownLikeness(likeness),
    };
  });
}

export function shownLikeness({ way, value }: KeptLikeness): Likeness {
  return { way, value, hint: likenessHint(way, value) };
}

/** Null where a photo's bytes cannot be read. */
async function compare({ blobs }: Services, finder: FaceFinder, pair: Pair): Promise<KeptLikeness | null> {
  const { measurePhoto } = await import('../photos/measurePhoto.ts');
  const read = async (hash: string) => {
    const bytes = await blobs.read(hash).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'STORE_DAMAGED') return null;
      throw error;
    });
    let picture: Picture | null = null;
    const measured =
      bytes &&
      (await measurePhoto(bytes, (pixels) => {
        picture = pixels;
      }));
    const print = measured?.kind === 'photo' ? measured.print : null;
    return { picture: picture as Picture | null, print };
  };
  const [admission, graduation] = await Promise.all([read(pair.admission), read(pair.graduation)]);
  if (!admission.picture || !graduation.picture) return null;
  if (admission.print && graduation.print && printDistance(admission.print, graduation.print) <= ALIKE)
    return { way: 'picture', value: 1 };
  const value = await finder.compare(admission.picture, graduation.picture);
  return value === null ? { way: 'none', value: 0 } : { way: 'face', value };
}
