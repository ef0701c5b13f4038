import type { z } from 'zod';
import type { photoRecheck } from '../../shared/contract/photos.ts';
import type { ProgressEvent } from '../../shared/contract/progress.ts';
import { AppError } from '../../shared/domain/errors.ts';
import type { PhotoRole } from '../../shared/domain/photoStandard.ts';
import { checkPhoto } from '../photos/checkPhoto.ts';
import { checkFace } from '../photos/faces/checkFace.ts';
import type { FaceFinder } from '../photos/faces/FaceFinder.ts';
import type { FaceMeasures } from '../photos/faces/faceMeasures.ts';
import { mapConcurrently } from '../photos/mapConcurrently.ts';
import { forgetLooks, hasLook, keptFaces, saveFaces, savePrint } from '../photos/photoLooks.ts';
import { type PhotoMeasure, photoMeasure, savePhotoMeasure } from '../photos/photoMeasures.ts';
import { photoProfileOf, photoStandardFor } from '../photos/photoProfiles.ts';
import type { Picture } from '../photos/picture.ts';
import { compareAll } from './comparePhotos.ts';
import { openFaceFinder } from './openFaceFinder.ts';
import { progressStream } from './progressStream.ts';
import { reportFaces } from './reportFaces.ts';
import type { Services } from './services.ts';

type PhotoRecheck = z.output<typeof photoRecheck>;

const AT_ONCE = 8;

interface Judged {
  measure: PhotoMeasure;
  /** Undefined where it is kept already. */
  print: Int8Array | null | undefined;
  /** Null where nothing new was seen. */
  seen: FaceMeasures | null;
}
const CHUNK = 200;

/**
 * Judges every photo by the profile that is chosen now. What was measured before is not decoded again. With `faces`,
 * faces are looked for where they were not yet; what is known of them is judged in any case. What is done when it is
 * cancelled stays done. Measures of photos that no student has any more go.
 */
export function recheckPhotos(
  services: Services,
  {
    faces = false,
    likeness = false,
    only = null,
  }: {
    faces?: boolean | undefined;
    likeness?: boolean | undefined;
    /** Content hashes; null: every photo. */
    only?: ReadonlySet<string> | null;
  },
  outer: AbortSignal | undefined,
) {
  return progressStream<PhotoRecheck>(async (onProgress, signal) => {
    const wanted = faces || likeness;
    const { finder, reason } = wanted ? await openFaceFinder(services) : { finder: null, reason: null };
    try {
      const checked = await judgeAll(services, faces ? finder : null, only, onProgress, signal);
      const compared = likeness ? await compareAll(services, finder, only, onProgress, signal) : null;
      const failed = finder?.failed ?? { count: 0, reason };
      if (finder) reportFaces(services.log, { available: true, failed: failed.count, reason: failed.reason });
      return {
        ...checked,
        facesAvailable: wanted ? finder !== null : null,
        facesFailed: failed.count,
        facesReason: failed.reason,
        likeness: compared,
      };
    } finally {
      await finder?.close();
    }
  }, outer);
}

async function judgeAll(
  services: Services,
  finder: FaceFinder | null,
  only: ReadonlySet<string> | null,
  onProgress: (event: Omit<ProgressEvent, 'type'>) => void,
  signal: AbortSignal,
): Promise<Omit<PhotoRecheck, `faces${string}` | 'likeness'>> {
  const { db, blobs, writes } = services;
  const profile = photoProfileOf(db);
  const { measurePhoto } = await import('../photos/measurePhoto.ts');
  const held = db
    .read<{ hash: string; role: PhotoRole }>('SELECT DISTINCT hash, role FROM photo ORDER BY hash, role')
    .all()
    .filter(({ hash }) => only?.has(hash) ?? true);
  const result = { measured: 0, unreadable: 0, looked: 0 };
  const counts = new Map<string, { role: PhotoRole; code: string; photos: number }>();

  const judge = async ({ hash, role }: { hash: string; role: PhotoRole }): Promise<Judged | null> => {
    if (signal.aborted) throw new AppError('CANCELLED');
    const kept = hasLook(db, hash) ? photoMeasure(db, hash, role) : null;
    let seen = keptFaces(db, hash);
    const look = finder !== null && seen === null;
    let picture: Picture | null = null;
    const bytes = kept && !look ? null : await blobs.read(hash).catch(damagedIsNull);
    const measured = bytes
      ? await measurePhoto(
          bytes,
          look
            ? (pixels) => {
                picture = pixels;
              }
            : undefined,
        )
      : kept && ({ kind: 'photo', ...kept.measures } as const);
    if (measured?.kind !== 'photo') {
      result.unreadable += 1;
      return null;
    }
    if (!kept) result.measured += 1;
    if (look && picture !== null) {
      seen = await finder.find(picture, signal);
      if (seen) result.looked += 1;
    }
    const { properties, background } = measured;
    const standard = photoStandardFor(role, profile);
    const findings = checkPhoto(measured, standard);
    if (seen) findings.push(...checkFace(seen, properties, standard));
    const measure = { hash, role, profile: profile.id, measures: { properties, background }, findings };
    return { measure, print: 'print' in measured ? measured.print : undefined, seen: look ? seen : null };
  };

  let chunk: Judged[] = [];
  const save = async () => {
    const saving = chunk;
    chunk = [];
    await writes.take(() =>
      db.transaction(() => {
        for (const { measure, print, seen } of saving) {
          savePhotoMeasure(db, measure);
          if (print !== undefined) savePrint(db, measure.hash, print);
          if (seen) saveFaces(db, measure.hash, seen);
        }
      }),
    );
  };
  let done = 0;
  for await (const one of mapConcurrently(held, AT_ONCE, judge)) {
    done += 1;
    onProgress({ stage: 'check', done, total: held.length });
    if (one === null) continue;
    chunk.push(one);
    const { role, findings } = one.measure;
    for (const code of new Set(findings.map((finding) => finding.code))) {
      const count = counts.get(`${role} ${code}`);
      if (count) count.photos += 1;
      else counts.set(`${role} ${code}`, { role, code, photos: 1 });
    }
    if (chunk.length >= CHUNK) await save();
  }
  await save();
  await writes.take(() => forgetLooks(db));
  await writes.take(() =>
    db
      .write(
        `DELETE FROM photo_measure WHERE NOT EXISTS
             (SELECT 1 FROM photo p WHERE p.hash = photo_measure.hash AND p.role = photo_measure.role)`,
      )
      .run(),
  );
  const findings = [...counts.values()].sort((a, b) => b.photos - a.photos || a.code.localeCompare(b.code));
  return { profile: profile.id, photos: held.length, ...result, findings };
}

function damagedIsNull(error: unknown): null {
  if (error instanceof AppError && error.code === 'STORE_DAMAGED') return null;
  throw error;
}
