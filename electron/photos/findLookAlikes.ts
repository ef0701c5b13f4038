import type { PhotoRole } from '../../shared/domain/photoStandard.ts';
import type { StudentOfKey } from './matchPhoto.ts';
import type { HeldPrint } from './photoLooks.ts';
import { isBlankPrint } from './photoPrint.ts';
import { indexPrints } from './printIndex.ts';

/** A photo of an import that belongs to somebody. */
export interface NewPrint {
  row: number;
  student: StudentOfKey;
  hash: string;
  print: Int8Array;
}

/** Whose photos look like one. Only a few are named: one picture may have been given to ten thousand. */
export interface SeenAlike {
  /** Other students. */
  count: number;
  named: readonly StudentOfKey[];
  /** The student's own photo of the other role is among them, beside `count`. */
  own: boolean;
}

const NAMED = 3;

/**
 * For each row of an import of photos of one role: whose photos, held or among the new ones, look like it. The very
 * same bytes in the same role are told elsewhere and are none of these; nor is the student's own photo of this role,
 * which the new one replaces.
 */
export function findLookAlikes(
  role: PhotoRole,
  files: readonly NewPrint[],
  held: readonly HeldPrint[],
): Map<number, SeenAlike> {
  const told = files.filter(({ print }) => !isBlankPrint(print));
  const all = [
    ...held.map((photo) => ({ role: photo.role, hash: photo.hash, student: photo as StudentOfKey })),
    ...told.map((photo) => ({ role, hash: photo.hash, student: photo.student })),
  ];
  const index = indexPrints([...held, ...told].map(({ print }) => print));
  const found = new Map<number, SeenAlike>();
  for (const file of told) {
    const students = new Map<string, StudentOfKey>();
    for (const position of index.near(file.print)) {
      const other = all[position]!;
      const known =
        other.role === role && (other.hash === file.hash || other.student.student === file.student.student);
      if (!known) students.set(other.student.student, other.student);
    }
    if (students.size === 0) continue;
    const own = students.delete(file.student.student);
    const named = [...students.values()]
      .slice(0, NAMED)
      .map(({ student, name, idNumber, studentNo }) => ({ student, name, idNumber, studentNo }));
    found.set(file.row, { count: students.size, named, own });
  }
  return found;
}

/** Photos that look like one, of two students or more, or of one student in both roles. */
export interface LookAlikeGroup {
  /** `own`: one student's 录取照片 and 学历照片. */
  kind: 'students' | 'own';
  photos: HeldPrint[];
}

/** Of all photos that are held: the groups with most students first. */
export function groupLookAlikes(held: readonly HeldPrint[]): LookAlikeGroup[] {
  const groups = indexPrints(held.map(({ print }) => print))
    .groups()
    .map((members): LookAlikeGroup => {
      const photos = members.map((position) => held[position]!);
      const students = new Set(photos.map(({ student }) => student));
      return { kind: students.size > 1 ? 'students' : 'own', photos };
    });
  return groups.sort(
    (a, b) =>
      Number(a.kind === 'own') - Number(b.kind === 'own') ||
      b.photos.length - a.photos.length ||
      (a.photos[0]!.student < b.photos[0]!.student ? -1 : 1),
  );
}
