import type { PairReason } from '../../shared/contract/reconcile.ts';
import { DIFFERENCE_KINDS, TRUE_DIFFERENCES } from '../../shared/domain/differenceKind.ts';
import { toEighteenDigits } from '../../shared/domain/idNumber.ts';
import { keyForm } from '../../shared/domain/keyForm.ts';
import { explainsMissing } from '../../shared/domain/notEnrolled.ts';
import { nameKey } from '../../shared/domain/personName.ts';
import {
  FILE_SOURCES,
  type FileSource,
  type PartialStudentValues,
  type StudentField,
} from '../../shared/domain/studentFields.ts';
import { NO_MEANINGS, type WordMeanings } from '../../shared/domain/wordMeanings.ts';
import { compareStudent, type FieldDifference } from './compareStudent.ts';
import type { SourceStudent } from './sourceStudents.ts';

/** A student as lists of the comparison name them. `sources`: who of the compared speaks of them. */
export interface ComparedStudent {
  id: string;
  name: string | null;
  examNo: string | null;
  studentNo: string | null;
  idNumber: string | null;
  birthDate: string | null;
  college: string;
  sources: FileSource[];
}

export interface DifferingStudent extends ComparedStudent {
  differences: FieldDifference[];
}

/** `explained`: the status by which they are rightly missing where they are; null: somebody has to look. */
export interface MissingStudent extends ComparedStudent {
  explained: string | null;
}

/** Two students, whom no one source knows both, that are probably one person under different keys. */
export interface ProbablePair {
  one: ComparedStudent;
  other: ComparedStudent;
  because: PairReason;
}

/** How many students exactly these sources speak of; those that differ are among them. */
export interface Region {
  sources: FileSource[];
  students: number;
  /** Of these: not all sources speak of them, and it is known why. */
  explained: number;
  /** Differ in what they say, or only in how it is written. */
  differing: number;
  formal: number;
}

export interface CollegeRegions {
  college: string;
  regions: Region[];
}

export interface ComparisonResult {
  sources: readonly FileSource[];
  /** Of how many students each source speaks, counted record by record. */
  held: Partial<Record<FileSource, number>>;
  regions: Region[];
  colleges: CollegeRegions[];
  differing: DifferingStudent[];
  /** Of whom at least one source says nothing. */
  missing: MissingStudent[];
  pairs: ProbablePair[];
}

const NO_COLLEGE = '';
const CUT_LENGTH = 8;

/** By field, what any compared source may say of a student; '': none of them says anything. No field: everybody. */
export type Scope = Readonly<Partial<Record<StudentField, readonly string[]>>>;

export const WHOLE_SCHOOL: Scope = Object.freeze({});

export function isWholeSchool(scope: Scope): boolean {
  return Object.keys(scope).length === 0;
}

/** Takes students one after the other, and tells in the end how the sources stand to each other. Pure but for itself. */
export class Comparison {
  readonly #sources: readonly FileSource[];
  readonly #scope: Scope;
  readonly #meanings: WordMeanings;
  readonly #held: Partial<Record<FileSource, number>> = {};
  readonly #all = new Map<string, Region>();
  readonly #colleges = new Map<string, Map<string, Region>>();
  readonly #differing: DifferingStudent[] = [];
  readonly #missing: MissingStudent[] = [];

  /** Two or three sources, none twice. */
  constructor(
    sources: readonly FileSource[],
    scope: Scope = WHOLE_SCHOOL,
    meanings: WordMeanings = NO_MEANINGS,
  ) {
    this.#meanings = meanings;
    this.#sources = sources;
    this.#scope = scope;
  }

  add(student: SourceStudent): void {
    const speaking = speakingOf(student, this.#sources, this.#scope, this.#meanings);
    if (speaking.length === 0) return;
    for (const source of speaking) this.#held[source] = (this.#held[source] ?? 0) + 1;
    const college = collegeOf(speaking, student.records, this.#meanings);
    const regions = [regionIn(this.#all, speaking), regionIn(mapOf(this.#colleges, college), speaking)];
    for (const region of regions) region.students++;
    const differences = speaking.length > 1 ? compareStudent(speaking, student.records, this.#meanings) : [];
    if (differences.length > 0) {
      const isTrue = differences.some(({ kind }) => TRUE_DIFFERENCES.has(kind));
      for (const region of regions) region[isTrue ? 'differing' : 'formal']++;
      this.#differing.push({ ...compared(student, speaking, college), differences });
    }
    if (speaking.length < this.#sources.length) {
      const explained = this.#explain(student, speaking);
      if (explained !== null) for (const region of regions) region.explained++;
      this.#missing.push({ ...compared(student, speaking, college), explained });
    }
  }

  #explain({ records, staff }: SourceStudent, speaking: readonly FileSource[]): string | null {
    const lacking = this.#sources.filter((source) => !speaking.includes(source));
    const said = FILE_SOURCES.flatMap((source) => records[source]?.registrationStatus ?? []);
    return explainsMissing(lacking, said, staff?.registrationStatus ?? null, this.#meanings);
  }

  end(): ComparisonResult {
    return {
      sources: this.#sources,
      held: this.#held,
      regions: inOrder(this.#all, this.#sources),
      colleges: [...this.#colleges]
        .map(([college, regions]) => ({ college, regions: inOrder(regions, this.#sources) }))
        .sort((one, other) => (one.college < other.college ? -1 : 1)),
      differing: this.#differing.sort(heaviestFirst),
      missing: this.#missing,
      pairs: probablePairs(this.#missing),
    };
  }
}

/** The student as lists name them; null: none of the sources speaks of them, or they are out of scope. */
export function compareRecords(
  student: SourceStudent,
  sources: readonly FileSource[],
  scope: Scope,
  meanings: WordMeanings = NO_MEANINGS,
): ComparedStudent | null {
  const speaking = speakingOf(student, sources, scope, meanings);
  if (speaking.length === 0) return null;
  return compared(student, speaking, collegeOf(speaking, student.records, meanings));
}

/** The compared sources that speak of a student; none when nobody says that they belong into the scope. */
function speakingOf(
  { records }: SourceStudent,
  sources: readonly FileSource[],
  scope: Scope,
  meanings: WordMeanings,
): FileSource[] {
  const speaking = sources.filter((source) => records[source] !== undefined);
  for (const [field, wanted] of Object.entries(scope) as [StudentField, readonly string[]][]) {
    const said = speaking.flatMap((source) => records[source]?.[field] ?? []);
    const isIn =
      said.length === 0
        ? wanted.includes('')
        : said.some((word) => wanted.some((value) => isMeant(field, value, word, meanings)));
    if (!isIn) return [];
  }
  return speaking;
}

/** 学信网 cuts these names off after eight characters; the cut one is of every unit that begins so. */
const CUT_FIELDS: ReadonlySet<StudentField> = new Set<StudentField>([
  'collegeName',
  'departmentName',
  'className',
]);

/** Whether a source's word is the one that was asked for, or means the same. */
function isMeant(field: StudentField, value: string, word: string, meanings: WordMeanings): boolean {
  if (value === word) return true;
  const meant = meanings.of(field, word);
  if (meanings.of(field, value) === meant) return true;
  return meant.length === CUT_LENGTH && CUT_FIELDS.has(field) && value.startsWith(meant);
}

function collegeOf(
  speaking: readonly FileSource[],
  records: Partial<Record<FileSource, PartialStudentValues>>,
  meanings: WordMeanings,
): string {
  let name: string = NO_COLLEGE;
  for (const source of speaking) {
    const college = records[source]?.collegeName;
    // 学信网 cuts names off after eight characters; the whole one is of the same college.
    if (college && (name === NO_COLLEGE || (name.length === CUT_LENGTH && college.startsWith(name)))) {
      name = college;
    }
  }
  return meanings.of('collegeName', name);
}

function compared(student: SourceStudent, sources: FileSource[], college: string): ComparedStudent {
  const said = (field: 'examNo' | 'studentNo' | 'idNumber' | 'birthDate' | 'name') => {
    for (const source of sources) {
      const value = student.records[source]?.[field];
      if (value) return value;
    }
    return null;
  };
  return {
    id: student.id,
    name: said('name') ?? student.name,
    examNo: said('examNo'),
    studentNo: said('studentNo'),
    idNumber: said('idNumber'),
    birthDate: said('birthDate'),
    college,
    sources,
  };
}

function mapOf(maps: Map<string, Map<string, Region>>, key: string): Map<string, Region> {
  let map = maps.get(key);
  if (!map) {
    map = new Map();
    maps.set(key, map);
  }
  return map;
}

function regionIn(regions: Map<string, Region>, sources: FileSource[]): Region {
  const key = sources.join('+');
  let region = regions.get(key);
  if (!region) {
    region = { sources, students: 0, explained: 0, differing: 0, formal: 0 };
    regions.set(key, region);
  }
  return region;
}

/** Every combination of the sources, the largest first, also those of nobody: sums are to be seen to add up. */
function inOrder(regions: Map<string, Region>, sources: readonly FileSource[]): Region[] {
  const combinations: FileSource[][] = [];
  for (let bits = 1; bits < 1 << sources.length; bits++) {
    combinations.push(sources.filter((_, index) => bits & (1 << index)));
  }
  return combinations
    .sort((one, other) => other.length - one.length)
    .map(
      (combination) =>
        regions.get(combination.join('+')) ?? {
          sources: combination,
          students: 0,
          explained: 0,
          differing: 0,
          formal: 0,
        },
    );
}

/** True differences before ways of writing; otherwise in the order of the store. */
function heaviestFirst(one: DifferingStudent, other: DifferingStudent): number {
  return weightOf(other) - weightOf(one);
}

function weightOf({ differences }: DifferingStudent): number {
  return Math.max(...differences.map(({ kind }) => DIFFERENCE_KINDS.indexOf(kind)));
}

/**
 * Pairs of students without a common source: the same 证件号 (15 and 18 digits are one), or the same name
 * and birth date (which the number tells where nobody says it), or the same name and 学号 but for leading zeros. A key that more than two share tells nothing of whom it
 * means, so every such pair is shown and none is chosen.
 */
export function probablePairs(missing: readonly ComparedStudent[]): ProbablePair[] {
  const pairs: ProbablePair[] = [];
  const paired = new Set<string>();
  const known = new Map<string, ComparedStudent[]>();
  const look = (
    key: string,
    student: ComparedStudent,
    because: (other: ComparedStudent) => ProbablePair['because'],
  ) => {
    const before = known.get(key) ?? [];
    for (const one of before) {
      const ids = `${one.id} ${student.id}`;
      if (one.sources.some((source) => student.sources.includes(source)) || paired.has(ids)) continue;
      paired.add(ids);
      pairs.push({ one, other: student, because: because(one) });
    }
    // A placeholder that half the school shares would make pairs without end.
    if (before.length < LARGEST_GROUP) known.set(key, [...before, student]);
  };
  for (const student of missing) {
    const number = keyForm(student.idNumber);
    if (number === null) continue;
    look(`id ${toEighteenDigits(number) ?? number}`, student, (one) =>
      keyForm(one.idNumber) === number ? 'idNumber' : 'idNumber15',
    );
  }
  for (const student of missing) {
    const born = birthOf(student);
    if (student.name === null || born === null) continue;
    look(`born ${nameKey(student.name)} ${born}`, student, (one) =>
      idPrefix(one) !== null && idPrefix(one) === idPrefix(student) ? 'nameAndIdPrefix' : 'nameAndBirthDate',
    );
  }
  for (const student of missing) {
    const number = keyForm(student.studentNo)?.replace(/^0+/, '');
    if (student.name === null || !number) continue;
    look(`number ${nameKey(student.name)} ${number}`, student, () => 'nameAndStudentNo');
  }
  return pairs;
}

/** Region and birth date: what is left of most numbers that were typed wrong or rounded. */
const ID_PREFIX = 14;

/** The first fourteen digits of a number of eighteen; null where there is none. */
function idPrefix({ idNumber }: ComparedStudent): string | null {
  const form = keyForm(idNumber);
  const number = form === null ? null : (toEighteenDigits(form) ?? form);
  return number !== null && /^\d{17}[\dX]$/.test(number) ? number.slice(0, ID_PREFIX) : null;
}

/** As said, or else as the identity number tells. */
function birthOf(student: ComparedStudent): string | null {
  if (student.birthDate !== null) return student.birthDate;
  const digits = idPrefix(student)?.slice(6);
  return digits ? `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}` : null;
}

const LARGEST_GROUP = 20;
