import { AppError } from '../../shared/domain/errors.ts';
import type { PhotoStandard } from '../../shared/domain/photoStandard.ts';
import { type BlobBatch, type BlobStore, blobHash } from './blobStore.ts';
import { checkPhoto, type PhotoFinding } from './checkPhoto.ts';
import { checkFace } from './faces/checkFace.ts';
import type { FaceFinder } from './faces/FaceFinder.ts';
import type { FaceMeasures } from './faces/faceMeasures.ts';
import { mapConcurrently } from './mapConcurrently.ts';
import { matchPhoto, type PhotoMatch, type StudentKeyLookup } from './matchPhoto.ts';
import type { Background } from './measureBackground.ts';
import type { PhotoProperties } from './measurePhoto.ts';
import { type Measurer, openMeasurer } from './openMeasurer.ts';
import type { PhotoFile, PhotoSet } from './openPhotoSet.ts';
import type { Picture } from './picture.ts';

/** Files in memory at once, each of at most MAX_PHOTO_BYTES. More would not keep four threads busier. */
const FILES_AT_ONCE = 12;

interface FileOfSet {
  row: number;
  path: string | null;
}
/** What is known of one file of a set before it is decided what becomes of it. */
export type PreparedPhoto =
  | (FileOfSet & { kind: 'dropped' })
  /** Not a photo that can be kept: damaged, no picture, unsafe, encrypted. */
  | (FileOfSet & { kind: 'refused'; finding: PhotoFinding })
  | (FileOfSet & {
      kind: 'photo';
      hash: string;
      properties: PhotoProperties;
      background: Background | null;
      print: Int8Array | null;
      match: PhotoMatch;
      /** Null where faces were not looked for, now or before. */
      faces: FaceMeasures | null;
      /** Whether `faces` was seen now. */
      looked: boolean;
      findings: PhotoFinding[];
    });

/** How faces are looked for in photos of which it is not known. */
export interface PhotoFaces {
  kept(hash: string): FaceMeasures | null;
  /** Null: they are not to be looked for now. */
  finder: Pick<FaceFinder, 'find'> | null;
}

export interface PreparePhotosOptions {
  lookup: StudentKeyLookup;
  standard: PhotoStandard;
  blobs: BlobStore;
  /**
   * Filled with each hash before its blob is written. A sweep during the import has to spare these; when the
   * import is given up, they are what a sweep may take.
   */
  staged: Set<string>;
  faces?: PhotoFaces;
  signal?: AbortSignal;
  onProgress?: (done: number, total: number) => void;
}

/**
 * Reads, measures and matches every file of a set, and stores the photos that belong to somebody, so that nothing
 * has to be read again when the plan made from this is committed. When it resolves, the stored blobs outlast a
 * power cut. Blobs that no commit comes to refer to are taken away by the store's sweep. Throws CANCELLED.
 */
export async function preparePhotos(set: PhotoSet, options: PreparePhotosOptions): Promise<PreparedPhoto[]> {
  const batch = options.blobs.openBatch();
  // Where faces are looked for, these threads have the processors, and want the pixels.
  const measurer = openMeasurer(options.faces?.finder ? 0 : set.files.length);
  const prepared: PreparedPhoto[] = [];
  try {
    const prepare = (file: PhotoFile) => prepareOne(file, batch, measurer, options);
    for await (const photo of mapConcurrently(set.files, FILES_AT_ONCE, prepare)) {
      prepared.push(photo);
      options.onProgress?.(prepared.length, set.files.length);
    }
  } finally {
    await measurer.close();
  }
  await batch.seal();
  return prepared;
}

async function prepareOne(
  { row, path, content }: PhotoFile,
  batch: BlobBatch,
  measurer: Measurer,
  { lookup, standard, staged, faces, signal }: PreparePhotosOptions,
): Promise<PreparedPhoto> {
  if (signal?.aborted) throw new AppError('CANCELLED');
  const read = await content(signal);
  if (read.kind === 'dropped' || path === null) return { row, path, kind: 'dropped' };
  if (read.kind === 'refused') return { row, path, kind: 'refused', finding: read.finding };
  let picture: Picture | null = null;
  const keepPicture = (pixels: Picture) => {
    picture = pixels;
  };
  const measured = await measurer.measure(read.bytes, faces?.finder ? keepPicture : undefined);
  const findings = checkPhoto(measured, standard);
  const blocking = findings.find((finding) => finding.severity === 'block');
  if (blocking !== undefined) return { row, path, kind: 'refused', finding: blocking };
  if (measured.kind !== 'photo') throw new Error(`No finding for a file that is no photo: ${measured.kind}`);
  const match = matchPhoto(path, lookup);
  const hash = blobHash(read.bytes);
  const { properties, background, print } = measured;
  let seen: FaceMeasures | null = null;
  let looked = false;
  if (match.kind === 'matched') {
    staged.add(hash);
    seen = faces?.kept(hash) ?? null;
    const [found] = await Promise.all([
      picture && !seen ? faces?.finder?.find(picture, signal) : null,
      batch.put(read.bytes),
    ]);
    looked = Boolean(found);
    seen ??= found ?? null;
    if (seen) findings.push(...checkFace(seen, properties, standard));
  }
  return {
    ...{ row, path, kind: 'photo', hash, properties, background, print, match },
    ...{ faces: seen, looked, findings },
  };
}
