import { type NamingField, type NamingPart, photoFileName } from '../../shared/domain/photoNaming.ts';

export interface ExportedStudent extends Record<NamingField, string | null> {
  student: string;
  /** Null: no photo of the role that is exported. */
  hash: string | null;
}

export type LeftOutWhy = 'no-photo' | 'no-name' | 'name-taken';

export interface PhotoExportPlan {
  /** Names have no ending yet; it follows from the bytes. */
  photos: { student: string; hash: string; name: string }[];
  leftOut: { student: string; why: LeftOutWhy }[];
}

/**
 * Names the photos of students by a rule. Where two students come to the same name (Windows does not tell capitals
 * from small letters), neither is written: which one would be right, nobody could tell later.
 */
export function planPhotoExport(
  students: readonly ExportedStudent[],
  parts: readonly NamingPart[],
): PhotoExportPlan {
  const named = students.map((one) => ({
    ...one,
    file: one.hash === null ? null : photoFileName(parts, one),
  }));
  const uses = new Map<string, number>();
  for (const { file } of named) {
    if (file !== null) uses.set(file.toLowerCase(), (uses.get(file.toLowerCase()) ?? 0) + 1);
  }
  const plan: PhotoExportPlan = { photos: [], leftOut: [] };
  for (const { student, hash, file } of named) {
    if (hash === null) plan.leftOut.push({ student, why: 'no-photo' });
    else if (file === null) plan.leftOut.push({ student, why: 'no-name' });
    else if (uses.get(file.toLowerCase())! > 1) plan.leftOut.push({ student, why: 'name-taken' });
    else plan.photos.push({ student, hash, name: file });
  }
  return plan;
}
