import { studentNumberOf } from '../../db/tables/studentTable.ts';
import { type Change, effectOf, ID_SEPARATOR, type PatchValue } from '../change.ts';
import type { Mutation } from './mutation.ts';

export type PhotoRole = 'admission' | 'graduation';

export interface PhotoValues extends Record<string, PatchValue> {
  hash: string;
  width: number;
  height: number;
  bytes: number;
  dpi: number | null;
  fileName: string;
  matchedBy: string;
  /** Finding codes as a JSON array. */
  findings: string;
}

export interface SetPhotosArgs {
  role: PhotoRole;
  photos: { student: string; values: PhotoValues }[];
}

/** `photo.set`: photos of one role for some students. A photo with the same bytes changes nothing. */
export const setPhotos: Mutation<SetPhotosArgs> = {
  run(db, { role, photos }) {
    const changes: Change[] = [];
    for (const { student, values } of photos) {
      const n = studentNumberOf(db, student);
      if (n === null) continue;
      const before = photoValues(db, n, role);
      if (before?.hash === values.hash) continue;
      const effect = effectOf(before, values);
      if (effect) changes.push({ entity: 'photo', entityId: student + ID_SEPARATOR + role, ...effect });
    }
    return changes;
  },
  logged: ({ role, photos }) => ({ role, photos: photos.length }),
};

export function photoValues(
  db: Parameters<Mutation<SetPhotosArgs>['run']>[0],
  studentN: number,
  role: string,
): PhotoValues | null {
  return (
    db
      .read<PhotoValues>(
        `SELECT hash, width, height, bytes, dpi, file_name AS fileName, matched_by AS matchedBy, findings
         FROM photo WHERE student_n = ? AND role = ?`,
      )
      .get(studentN, role) ?? null
  );
}
