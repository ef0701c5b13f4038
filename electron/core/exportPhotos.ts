import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { z } from 'zod';
import type { photoExportRequest, photoExportResult } from '../../shared/contract/photos.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { maskIdNumber } from '../../shared/domain/mask.ts';
import { parsePhotoNaming, photoFileName } from '../../shared/domain/photoNaming.ts';
import { type ExportedStudent, type PhotoExportPlan, planPhotoExport } from '../photos/planPhotoExport.ts';
import { sniffImage } from '../photos/sniffImage.ts';
import { noteStudents } from './people/noteStudents.ts';
import { progressStream } from './progressStream.ts';
import { selectStudents } from './selectStudents.ts';
import type { Services } from './services.ts';
import { writeDownload } from './writeDownload.ts';

type Request = z.output<typeof photoExportRequest>;
type Result = z.output<typeof photoExportResult>;

const EXAMPLES = 200;
const SHOWN_NAMES = 8;

/** Throws USAGE for a rule that makes no names. */
export async function planExport(services: Services, request: Request): Promise<PhotoExportPlan> {
  const parts = parsePhotoNaming(request.naming);
  if (parts === null) throw new AppError('USAGE', { detail: request.naming });
  const student = services.db.read<ExportedStudent>(
    `SELECT s.id AS student, s.name, s.id_number AS idNumber, s.student_no AS studentNo, s.exam_no AS examNo,
            p.hash
     FROM student s LEFT JOIN photo p ON p.student_n = s.n AND p.role = ? WHERE s.n = ?`,
  );
  const ns = await selectStudents(services, request.selection);
  noteStudents(ns);
  return planPhotoExport(
    [...ns].flatMap((n) => student.get(request.role, n) ?? []),
    parts,
  );
}

export function tellPlan(
  services: Services,
  plan: PhotoExportPlan,
  naming: string,
  download: string | null,
): Result {
  const person = services.db.read<Omit<ExportedStudent, 'hash' | 'student'>>(
    'SELECT name, id_number AS idNumber, student_no AS studentNo, exam_no AS examNo FROM student WHERE id = ?',
  );
  const leftOut = { 'no-photo': 0, 'no-name': 0, 'name-taken': 0 };
  for (const { why } of plan.leftOut) leftOut[why] += 1;
  // Names that clash are what a person has to see; missing photos are many and known.
  const order = ['name-taken', 'no-name', 'no-photo'];
  const examples = plan.leftOut
    .toSorted((a, b) => order.indexOf(a.why) - order.indexOf(b.why))
    .slice(0, EXAMPLES)
    .map((one) => {
      const { name = null, studentNo = null } = person.get(one.student) ?? {};
      return { ...one, name, studentNo };
    });
  const parts = parsePhotoNaming(naming) ?? [];
  const names = plan.photos.slice(0, SHOWN_NAMES).flatMap(({ student }) => {
    const values = person.get(student);
    if (!values) return [];
    // No file is called so: stars take the place of digits, and a name may hold none. They stand there afterwards.
    const idNumber =
      values.idNumber === null ? null : maskIdNumber(values.idNumber).replaceAll('*', '\u2022');
    return photoFileName(parts, { ...values, idNumber })?.replaceAll('\u2022', '*') ?? [];
  });
  return { download, photos: plan.photos.length, leftOut, examples, names };
}

/** Streams the photos of a selection into a zip, one in memory at a time. Errors: USAGE, STORE_DAMAGED, CANCELLED. */
export function exportPhotos(services: Services, request: Request, outer: AbortSignal | undefined) {
  return progressStream<Result>(async (onProgress, signal) => {
    const plan = await planExport(services, request);
    if (plan.photos.length === 0) return tellPlan(services, plan, request.naming, null);
    services.log.info('photos-exported', { photos: plan.photos.length, role: request.role });
    const zip = new ZipFile();
    let failed: unknown = null;
    const fail = (error: unknown) => {
      failed ??= error;
      (zip.outputStream as Readable).destroy(error instanceof Error ? error : new Error(String(error)));
    };
    zip.once('error', fail);
    const addFrom = (index: number) => {
      const photo = plan.photos[index];
      if (photo === undefined) {
        zip.end();
        return;
      }
      services.blobs
        .read(photo.hash)
        .then((bytes) => {
          if (signal.aborted) throw new AppError('CANCELLED');
          if (bytes === null) throw new AppError('STORE_DAMAGED', { what: 'photo', hash: photo.hash });
          const ending = ENDINGS[sniffImage(bytes) ?? 'jpeg'] ?? 'jpg';
          const mtime = new Date(services.clock.now());
          zip.addReadStreamLazy(`${photo.name}.${ending}`, { compress: false, mtime }, (give) => {
            give(null, Readable.from([bytes]));
            onProgress({ stage: 'write', done: index + 1, total: plan.photos.length });
            addFrom(index + 1);
          });
        })
        .catch(fail);
    };
    const name = request.role === 'graduation' ? '学历照片' : '录取照片';
    try {
      const download = await writeDownload(services.downloads, [name, 'zip'], (sink) => {
        addFrom(0);
        return pipeline(zip.outputStream, sink, { signal });
      });
      return tellPlan(services, plan, request.naming, download);
    } catch (error) {
      if (signal.aborted) throw new AppError('CANCELLED', {}, { cause: error });
      throw failed ?? error;
    }
  }, outer);
}

/** 学信网 and photographers write JPG. */
const ENDINGS: Partial<Record<string, string>> = {
  jpeg: 'jpg',
  png: 'png',
  gif: 'gif',
  bmp: 'bmp',
  tiff: 'tif',
  webp: 'webp',
  heif: 'heic',
};
