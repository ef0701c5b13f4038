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
  const all: Sighting[] = [
    ...held.map((photo) => ({ role: photo.role, hash: photo.hash, student: photo as StudentOfKey })),
    ...told.map((photo) => ({ role, hash: photo.hash, student: photo.student })),
  ];
  const index = indexPrints([...held, ...told].map(({ print }) => print));
  const found = new Map<number, SeenAlike>();
  for (const same of groupByPrint(told)) {
    const sightings = index.near(same[0]!.print).map((position) => all[position]!);
    const students = gatherStudents(role, sightings);
    for (const file of same) {
      const seen = seenOf(file, students);
      if (seen) found.set(file.row, seen);
    }
  }
  return found;
}

interface Sighting {
  role: PhotoRole;
  hash: string;
  student: StudentOfKey;
}

/** Copies of one picture have one print: what is near it is looked up once, however many there are. */
function groupByPrint(files: readonly NewPrint[]): Iterable<NewPrint[]> {
  const groups = new Map<string, NewPrint[]>();
  for (const file of files) {
    const key = Buffer.from(file.print.buffer, file.print.byteOffset, file.print.byteLength).toString(
      'latin1',
    );
    const group = groups.get(key);
    if (group) group.push(file);
    else groups.set(key, [file]);
  }
  return groups.values();
}

interface SeenStudent {
  student: StudentOfKey;
  /** The bytes of their photos of the import's role, where these are all the same; null where they are not. */
  onlyHash: string | null;
  otherRole: boolean;
}

interface GatheredStudents {
  students: Map<string, SeenStudent>;
  /** How many have nothing but the bytes of this hash, in the import's role. */
  only: Map<string, number>;
}

function gatherStudents(role: PhotoRole, sightings: readonly Sighting[]): GatheredStudents {
  const students = new Map<string, SeenStudent>();
  for (const { role: seenRole, hash, student } of sightings) {
    const onlyHash = seenRole === role ? hash : null;
    const known = students.get(student.student);
    if (!known) students.set(student.student, { student, onlyHash, otherRole: seenRole !== role });
    else {
      if (known.onlyHash !== onlyHash) known.onlyHash = null;
      known.otherRole ||= seenRole !== role;
    }
  }
  const only = new Map<string, number>();
  for (const { onlyHash } of students.values()) {
    if (onlyHash !== null) only.set(onlyHash, (only.get(onlyHash) ?? 0) + 1);
  }
  return { students, only };
}

function seenOf(file: NewPrint, { students, only }: GatheredStudents): SeenAlike | null {
  const self = students.get(file.student.student);
  const own = self?.otherRole ?? false;
  const sameBytes = only.get(file.hash) ?? 0;
  const selfCounts = self !== undefined && self.onlyHash !== file.hash;
  const count = students.size - sameBytes - (selfCounts ? 1 : 0);
  if (count === 0 && !own) return null;
  const named: StudentOfKey[] = [];
  if (count > 0) {
    for (const { student, onlyHash } of students.values()) {
      if (onlyHash === file.hash || student.student === file.student.student) continue;
      const { name, idNumber, studentNo } = student;
      if (named.push({ student: student.student, name, idNumber, studentNo }) === NAMED) break;
    }
  }
  return { count, named, own };
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
