import type { z } from 'zod';
import type { photoRecheck } from '../../shared/contract/photos.ts';
import { AppError } from '../../shared/domain/errors.ts';
import type { PhotoRole } from '../../shared/domain/photoStandard.ts';
import { checkPhoto } from '../photos/checkPhoto.ts';
import { mapConcurrently } from '../photos/mapConcurrently.ts';
import { forgetLooks, hasLook, savePrint } from '../photos/photoLooks.ts';
import { type PhotoMeasure, photoMeasure, savePhotoMeasure } from '../photos/photoMeasures.ts';
import { photoProfileOf, photoStandardFor } from '../photos/photoProfiles.ts';
import { progressStream } from './progressStream.ts';
import type { Services } from './services.ts';

type PhotoRecheck = z.output<typeof photoRecheck>;

const AT_ONCE = 8;

interface Judged {
  measure: PhotoMeasure;
  /** Undefined where it is kept already. */
  print: Int8Array | null | undefined;
}
const CHUNK = 200;

/**
 * Judges every photo by the profile that is chosen now. What was measured before is not decoded again. What is done
 * when it is cancelled stays done. Measures of photos that no student has any more go.
 */
export function recheckPhotos(services: Services, outer: AbortSignal | undefined) {
  return progressStream<PhotoRecheck>(async (onProgress, signal) => {
    const { db, blobs, writes } = services;
    const profile = photoProfileOf(db);
    const { measurePhoto } = await import('../photos/measurePhoto.ts');
    const held = db
      .read<{ hash: string; role: PhotoRole }>('SELECT DISTINCT hash, role FROM photo ORDER BY hash, role')
      .all();
    const result = { measured: 0, unreadable: 0 };
    const counts = new Map<string, { role: PhotoRole; code: string; photos: number }>();

    const judge = async ({ hash, role }: { hash: string; role: PhotoRole }): Promise<Judged | null> => {
      if (signal.aborted) throw new AppError('CANCELLED');
      const kept = hasLook(db, hash) ? photoMeasure(db, hash, role) : null;
      const bytes = kept ? null : await blobs.read(hash).catch(damagedIsNull);
      const measured = kept
        ? ({ kind: 'photo', ...kept.measures } as const)
        : bytes && (await measurePhoto(bytes));
      if (measured?.kind !== 'photo') {
        result.unreadable += 1;
        return null;
      }
      if (!kept) result.measured += 1;
      const { properties, background } = measured;
      const findings = checkPhoto(measured, photoStandardFor(role, profile));
      const measure = { hash, role, profile: profile.id, measures: { properties, background }, findings };
      return { measure, print: 'print' in measured ? measured.print : undefined };
    };

    let chunk: Judged[] = [];
    const save = async () => {
      const saving = chunk;
      chunk = [];
      await writes.take(() =>
        db.transaction(() => {
          for (const { measure, print } of saving) {
            savePhotoMeasure(db, measure);
            if (print !== undefined) savePrint(db, measure.hash, print);
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
  }, outer);
}

function damagedIsNull(error: unknown): null {
  if (error instanceof AppError && error.code === 'STORE_DAMAGED') return null;
  throw error;
}
