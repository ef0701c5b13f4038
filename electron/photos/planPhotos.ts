import type { Finding, FindingCode, Outcome, OutcomeCounts, Severity } from '../../shared/domain/findings.ts';
import type { PhotoRole } from '../../shared/domain/photoStandard.ts';
import type { KeyField } from '../../shared/domain/studentFields.ts';
import type { PhotoFinding } from './checkPhoto.ts';
import type { FaceMeasures } from './faces/faceMeasures.ts';
import type { SeenAlike } from './findLookAlikes.ts';
import type { StudentOfKey } from './matchPhoto.ts';
import type { Background } from './measureBackground.ts';
import type { PhotoProperties } from './measurePhoto.ts';
import type { PreparedPhoto } from './preparePhotos.ts';

export interface PlanPhotosInput {
  role: PhotoRole;
  /** In the order of `row`. */
  files: readonly PreparedPhoto[];
  /** The hash of the photo of this role that a student has now; null for none. */
  currentHash(student: string): string | null;
  /** Other students who have this very photo in this role; a few are enough. */
  holders(hash: string, student: string): readonly StudentOfKey[];
  /** Whose photos, stored or among `files`, look like this one although their bytes are others. Null: nobody's. */
  alike(file: { row: number }): SeenAlike | null;
  /** Students of the population without a photo of this role before the import, and who belongs to it. */
  missingBefore: number;
  inPopulation(student: string): boolean;
}

/** A photo that the commit gives to a student. */
export interface PlannedPhoto {
  student: string;
  hash: string;
  /** What the student had when the plan was made: the baseline; the blob stays in the history. */
  previousHash: string | null;
  properties: PhotoProperties;
  background: Background | null;
  print: Int8Array | null;
  /** What was seen of faces while it was read; null where nothing new was. */
  faces: FaceMeasures | null;
  /** What the standard says about it, without what the other files of the import say. */
  measured: readonly PhotoFinding[];
  /** The codes of what is odd about it, kept with the photo. */
  findings: FindingCode[];
  matchedBy: KeyField;
  fileName: string;
}

export interface PlannedPhotoRow {
  row: number;
  path: string | null;
  outcome: Outcome;
  student: string | null;
  /** Set for `created` and `updated`. */
  photo: PlannedPhoto | null;
  findings: Finding[];
}

export interface PhotoPlan {
  role: PhotoRole;
  /** One for each file, in the order of the files. */
  rows: PlannedPhotoRow[];
  counts: OutcomeCounts;
  /** Files that belong to nobody (among the rejected). */
  unmatched: number;
  /** Students of the population without a photo of this role once the plan is committed. */
  missing: number;
}

type MatchedPhoto = Extract<PreparedPhoto, { kind: 'photo' }> & {
  path: string;
  match: { kind: 'matched'; student: string; by: KeyField };
};

/**
 * What becomes of each file. Two different photos for one student and role are left to a person; the same photo
 * twice is taken once. The same bytes for two students are taken for both, and told on both, because the name of
 * the file says so: most often one of the two files was named wrongly.
 */
export function planPhotos(input: PlanPhotosInput): PhotoPlan {
  const matched = input.files.filter(isMatched);
  const ofStudent = groupBy(matched, (file) => file.match.student);
  const ofHash = groupBy(matched, (file) => file.hash);
  const rows = input.files.map((file) =>
    isMatched(file)
      ? planMatched(file, ofStudent.get(file.match.student) ?? [], ofHash.get(file.hash) ?? [], input)
      : planOther(file, input.role),
  );
  const counts: OutcomeCounts = {
    rows: rows.length,
    created: 0,
    updated: 0,
    unchanged: 0,
    ambiguous: 0,
    rejected: 0,
    dropped: 0,
  };
  for (const row of rows) counts[row.outcome] += 1;
  const filled = rows.filter(
    (row) => row.outcome === 'created' && row.student !== null && input.inPopulation(row.student),
  );
  return {
    role: input.role,
    rows,
    counts,
    unmatched: input.files.filter((file) => file.kind === 'photo' && file.match.kind === 'unmatched').length,
    missing: input.missingBefore - filled.length,
  };
}

function planMatched(
  file: MatchedPhoto,
  sameStudent: readonly MatchedPhoto[],
  sameBytes: readonly MatchedPhoto[],
  { role, currentHash, holders, alike }: PlanPhotosInput,
): PlannedPhotoRow {
  const { student, by } = file.match;
  const findings = [...file.findings];
  const plan = (outcome: Outcome, photo: PlannedPhoto | null = null): PlannedPhotoRow => ({
    ...planned(file, role, outcome, findings),
    student,
    photo,
  });
  const different = sameStudent.find((other) => other.hash !== file.hash);
  if (different !== undefined) {
    findings.push(twice('block', { case: 'two-photos', other: different.path }));
    return plan('ambiguous');
  }
  const otherStudent = sameBytes.find((other) => other.match.student !== student);
  if (otherStudent !== undefined) {
    findings.push(twice('warn', { case: 'two-students', other: otherStudent.path }));
  }
  const first = sameStudent[0] ?? file;
  if (first.row !== file.row) {
    findings.push(twice('note', { case: 'same-photo', other: first.path }));
    return plan('unchanged');
  }
  const previousHash = currentHash(student);
  if (previousHash === file.hash) return plan('unchanged');
  // One whose photo this import replaces is still told: the person sees both before anything is saved.
  const held = otherStudent === undefined ? holders(file.hash, student) : [];
  if (held.length > 0) {
    findings.push({ ...twice('warn', { case: 'held', count: held.length }), suggestion: listStudents(held) });
  }
  findings.push(...looksLike(alike(file), role));
  return plan(previousHash === null ? 'created' : 'updated', {
    student,
    hash: file.hash,
    previousHash,
    properties: file.properties,
    background: file.background,
    print: file.print,
    faces: file.looked ? file.faces : null,
    measured: file.findings,
    findings: [...new Set(findings.map(({ code }) => code))],
    matchedBy: by,
    fileName: baseName(file.path),
  });
}

/** Hints: a person has to look at both. */
function looksLike(alike: SeenAlike | null, role: PhotoRole): PhotoFinding[] {
  if (alike === null) return [];
  const found: PhotoFinding[] = [];
  // 录取照片 handed in as 学历照片 is refused (domain notes §2: 用录取照片).
  if (alike.own) found.push(twice('warn', { case: 'own-other-role', role }));
  if (alike.count > 0) {
    const told = twice('warn', { case: 'looks-like', count: alike.count });
    found.push({ ...told, suggestion: listStudents(alike.named) });
  }
  return found;
}

function planOther(file: PreparedPhoto, role: PhotoRole): PlannedPhotoRow {
  if (file.kind === 'dropped') return planned(file, role, 'dropped', []);
  if (file.kind === 'refused') return planned(file, role, 'rejected', [file.finding]);
  const unclear = file.match.kind === 'ambiguous';
  const students =
    file.match.kind === 'ambiguous'
      ? file.match.students
      : file.match.kind === 'unmatched'
        ? file.match.sameName
        : [];
  const finding: PhotoFinding = {
    code: unclear ? 'PHOTO_AMBIGUOUS' : 'PHOTO_UNMATCHED',
    severity: 'block',
    suggestion: listStudents(students),
    params: {
      case: file.match.kind === 'ambiguous' ? file.match.why : students.length === 0 ? 'nobody' : 'name-only',
      count: students.length,
    },
  };
  // Who it may belong to is told in the suggestion; the row names a student only where there is just one.
  const [only] = unclear && students.length === 1 ? students : [];
  return {
    ...planned(file, role, unclear ? 'ambiguous' : 'rejected', [finding]),
    student: only?.student ?? null,
  };
}

function planned(
  { row, path }: PreparedPhoto,
  role: PhotoRole,
  outcome: Outcome,
  findings: readonly PhotoFinding[],
): PlannedPhotoRow {
  const told = findings.map(
    (finding): Finding => ({ ...finding, row, column: null, field: role, value: path }),
  );
  return { row, path, outcome, student: null, photo: null, findings: told };
}

function twice(severity: Severity, params: PhotoFinding['params']): PhotoFinding {
  return { code: 'PHOTO_TWICE', severity, suggestion: null, params };
}

function isMatched(file: PreparedPhoto): file is MatchedPhoto {
  return file.kind === 'photo' && file.match.kind === 'matched' && file.path !== null;
}

/** By 学号 and 姓名, as staff know them; never by 身份证号. */
function listStudents(students: readonly StudentOfKey[]): string | null {
  if (students.length === 0) return null;
  return (
    students.map(({ name, studentNo }) => [studentNo, name].filter(Boolean).join(' ')).join('、') || null
  );
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
