import type { RecordCheckStudent } from '../reportData.ts';

/** The columns in which a list says that a photo is missing: they stand out. */
export function missingPhotos(columns: readonly string[], photos: RecordCheckStudent['photos']): number[] {
  return columns.flatMap((column, at) =>
    (column === 'admissionPhoto' && !photos.admission) || (column === 'graduationPhoto' && !photos.graduation)
      ? [at]
      : [],
  );
}
