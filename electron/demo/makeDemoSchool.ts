import type { IdType, StudentValues } from '../../shared/domain/studentFields.ts';
import { demoClasses } from './demoClasses.ts';
import { demoIdNumber } from './demoIdNumber.ts';
import {
  compoundSurnameName,
  type DemoName,
  foreignName,
  nameOfEthnicity,
  rareCharacterName,
  SURELY_SHOWN_RARE,
} from './demoNames.ts';
import {
  AREAS,
  ETHNICITY_WEIGHTS,
  HOME_PROVINCES,
  OLD_ETHNICITY_SPELLINGS,
  PROVINCE_NAMES,
  PROVINCE_WEIGHTS,
} from './demoOrigins.ts';
import { DEMO_PROGRAMMES } from './demoProgrammes.ts';
import type { DemoClass, DemoCollege, DemoSchool, DemoStudent, DemoVerification } from './demoSchool.ts';
import { differFromTruth } from './differFromTruth.ts';
import { type SeededRandom, seededRandom } from './seededRandom.ts';
import { tellVerification } from './tellVerification.ts';

export const DEMO_SCHOOL_CODE = '10000';
export const DEMO_SCHOOL_NAME = '示例大学';

export interface DemoSchoolRequest {
  /** At least 1; from about 200 on, every kind of document, name and trouble is met. */
  students: number;
  seed: number;
  /** YYYY-MM-DD, or YYYY-MM-DD HH:MM:SS, in Beijing time; a date alone means eight in the morning. */
  today: string;
}

const NOT_VERIFIED: DemoVerification = Object.freeze({ status: '未核对', at: null, complaint: null });

/** What a place in a class is cast for, so that rare things are surely met and stay rare. */
type Part =
  | { kind: 'document'; idType: IdType }
  | { kind: 'rare'; which: number }
  | { kind: 'compound' }
  | { kind: 'ethnicity'; ethnicity: string }
  | { kind: 'namesake' };

/** Shares of the documents that are not resident identity cards. */
const DOCUMENT_SHARES: readonly (readonly [IdType, number])[] = [
  ['hkmo-residence', 0.003],
  ['tw-residence', 0.0015],
  ['hkmo-permit', 0.002],
  ['tw-permit', 0.001],
  ['foreign-pr', 0.001],
  ['passport', 0.005],
  ['military', 0.001],
  ['other', 0.0005],
];

/**
 * A whole university from a seed. The same request always gives the same school, to the byte.
 * Throws RangeError when there are no students or `today` is not a date.
 */
export function makeDemoSchool({ students: count, seed, today }: DemoSchoolRequest): DemoSchool {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError('students must be a whole number from 1 on');
  const now = today.length === 10 ? `${today} 08:00:00` : today;
  if (
    !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(now) ||
    Number.isNaN(Date.parse(`${now.replace(' ', 'T')}Z`))
  ) {
    throw new RangeError('today must be YYYY-MM-DD or YYYY-MM-DD HH:MM:SS');
  }
  const year = Number(now.slice(0, 4));
  const schoolYear = Number(now.slice(5, 7)) >= 9 ? year : year - 1;
  const { classes, counsellors } = demoClasses(count, seed, schoolYear);
  const parts = castParts(count, seed);
  const enrol = enrolment(seed);

  const students: DemoStudent[] = [];
  const random = seededRandom(seed, 'photos');
  let previous: StudentValues | null = null;
  for (const each of classes) {
    for (let seat = 0; seat < each.size; seat += 1) {
      const values = enrol(each, parts.get(students.length), previous);
      const foreign = values.idType === 'passport' || values.idType === 'foreign-pr';
      students.push({
        values,
        sources: { chsi: null, sis: null, admission: null },
        portrait: random.below(2 ** 31),
        graduating: each.graduating,
        admissionPhoto: random.chance(foreign ? 0.6 : 0.985),
        graduationPhoto: each.graduating && random.chance(0.95),
        verification: NOT_VERIFIED,
      });
      previous = values;
    }
  }

  tellVerification(students, seed, now);
  differFromTruth(students, seed, schoolYear);
  const extras = seededRandom(seed, 'extras');
  const onlyInSis = Array.from({ length: atLeast(3, count * 0.005, count) }, () =>
    enrol(extras.pick(classes), undefined, null),
  );

  return {
    seed,
    now,
    today: now.slice(0, 10),
    code: DEMO_SCHOOL_CODE,
    name: DEMO_SCHOOL_NAME,
    schoolYear,
    graduationYear: schoolYear + 1,
    colleges: collegesOf(classes),
    classes,
    counsellors,
    students,
    onlyInSis,
  };
}

/** A share, but some at least where the school is large enough to have any. */
function atLeast(least: number, share: number, students: number): number {
  return students < 200 ? Math.round(share) : Math.max(least, Math.round(share));
}

function castParts(students: number, seed: number): Map<number, Part> {
  const list: Part[] = [];
  const add = (many: number, part: (which: number) => Part): void => {
    for (let which = 0; which < many; which += 1) list.push(part(which));
  };
  for (const [idType, share] of DOCUMENT_SHARES) {
    add(atLeast(1, share * students, students), () => ({ kind: 'document', idType }));
  }
  add(atLeast(SURELY_SHOWN_RARE, 0.003 * students, students), (which) => ({ kind: 'rare', which }));
  add(atLeast(1, 0.008 * students, students), () => ({ kind: 'compound' }));
  add(atLeast(2, 0.002 * students, students), () => ({ kind: 'ethnicity', ethnicity: '维吾尔族' }));
  add(atLeast(1, 0.0005 * students, students), () => ({ kind: 'ethnicity', ethnicity: '哈萨克族' }));
  for (const ethnicity of Object.keys(OLD_ETHNICITY_SPELLINGS)) {
    add(atLeast(1, 0, students), () => ({ kind: 'ethnicity', ethnicity }));
  }
  add(atLeast(1, 0.002 * students, students), () => ({ kind: 'namesake' }));

  const places = Array.from({ length: students }, (_, index) => index);
  const shuffled = seededRandom(seed, 'cast').shuffled(places);
  return new Map(list.slice(0, students).map((part, index) => [shuffled[index]!, part]));
}

function collegesOf(classes: readonly DemoClass[]): DemoCollege[] {
  const departments = new Map<string, Set<string>>();
  for (const each of classes) {
    const known = departments.get(each.collegeName) ?? new Set();
    departments.set(each.collegeName, known.add(each.departmentName));
  }
  return [...departments].map(([name, known]) => ({ name, departments: [...known] }));
}

/** Makes students one after another; the three keys are unique over all it makes. */
function enrolment(seed: number) {
  const random = seededRandom(seed, 'students');
  const nextStudentNo = studentNumbers();
  const examSerials = new Map<string, number>();
  const idNumbers = new Set<string>();
  const days = new Map<number, string>();
  let made = 0;

  function examNo(grade: number, area: string): string {
    const prefix = String(grade % 100).padStart(2, '0') + area;
    const serial = (examSerials.get(prefix) ?? 0) + 1 + random.below(3);
    examSerials.set(prefix, serial);
    return `${prefix}1${String(serial).padStart(5, '0')}`;
  }

  // One text for a whole class, and one for everybody born on a day: a hundred thousand students are many texts.
  const textsByClass = new Map<DemoClass, ReturnType<typeof textsOfClass>>();
  function textsOf(each: DemoClass): ReturnType<typeof textsOfClass> {
    const known = textsByClass.get(each) ?? textsOfClass(each);
    textsByClass.set(each, known);
    return known;
  }

  return function enrol(
    each: DemoClass,
    part: Part | undefined,
    previous: StudentValues | null,
  ): StudentValues {
    const idType = part?.kind === 'document' ? part.idType : 'resident';
    const origin = originOf(random, idType, part?.kind === 'ethnicity' ? part.ethnicity : null);
    let gender: '男' | '女' = random.chance(0.48) ? '男' : '女';
    let named: DemoName;
    if (part?.kind === 'namesake' && previous?.idType === 'resident' && previous.gender !== null) {
      gender = previous.gender === '男' ? '男' : '女';
      named = { name: previous.name!, namePinyin: previous.namePinyin! };
    } else if (part?.kind === 'rare') {
      named = rareCharacterName(random, gender, part.which);
    } else if (part?.kind === 'compound') {
      named = compoundSurnameName(random, gender);
    } else if (origin.foreign) {
      named = foreignName(random, gender);
    } else {
      named = nameOfEthnicity(random, gender, origin.ethnicity);
    }

    const birthDate = birthDateFor(random, each, days);
    let idNumber = demoIdNumber(random, { idType, birthDate, gender, area: origin.area });
    while (idNumbers.has(idNumber)) {
      idNumber = demoIdNumber(random, { idType, birthDate, gender, area: origin.area });
    }
    idNumbers.add(idNumber);
    made += 1;
    const studentNo = nextStudentNo(each);
    const texts = textsOf(each);

    return {
      examNo: origin.foreign ? null : examNo(each.grade, origin.area),
      studentNo,
      name: named.name,
      namePinyin: named.namePinyin,
      gender,
      birthDate,
      idType,
      idNumber,
      ethnicity: origin.ethnicity,
      politicalStatus: politicalStatusOf(random, idType),
      schoolCode: DEMO_SCHOOL_CODE,
      schoolName: DEMO_SCHOOL_NAME,
      collegeName: each.collegeName,
      departmentName: each.departmentName,
      className: each.name,
      majorCode: each.majorCode,
      majorName: each.majorName,
      level: each.level,
      mode: '普通全日制',
      duration: texts.duration,
      grade: texts.grade,
      enrolDate: texts.enrolDate,
      expectedGraduationDate: texts.expectedGraduationDate,
      registrationStatus: random.weighted(each.graduating ? STATUSES_OF_GRADUATES : STATUSES),
      cultivation: random.weighted(CULTIVATION),
      remark: null,
      originProvince: PROVINCE_NAMES[origin.area.slice(0, 2)] ?? null,
      // 154 is given to no operator. A step prime to the range visits every number once.
      phone: random.chance(0.03) ? null : `154${10_000_000 + ((made * 7_919_317 + seed) % 90_000_000)}`,
      email: random.chance(0.05) ? null : `${studentNo}@example.edu.cn`,
      counsellor: each.counsellor,
    };
  };
}

function textsOfClass({ grade, duration }: DemoClass) {
  return {
    grade: String(grade),
    duration: String(duration),
    enrolDate: `${grade}-09-01`,
    expectedGraduationDate: `${grade + duration}-06-20`,
  };
}

const STATUSES = [
  ['注册学籍', 970],
  ['休学', 12],
  ['保留学籍', 8],
  ['暂缓注册', 7],
  ['待注册', 3],
] as const;
const STATUSES_OF_GRADUATES = [
  ['注册学籍', 985],
  ['休学', 8],
  ['保留学籍', 4],
  ['暂缓注册', 3],
] as const;
const CULTIVATION = [
  ['非定向', 96],
  ['定向', 3],
  ['委培', 1],
] as const;

/** Year of entry, two digits of the college, four in turn; a college with more takes a further two digits. */
function studentNumbers(): (each: DemoClass) => string {
  const colleges = [...new Set(DEMO_PROGRAMMES.map((programme) => programme.collegeName))];
  const serials = new Map<string, number>();
  return ({ grade, collegeName }) => {
    const key = grade + collegeName;
    const serial = serials.get(key) ?? 0;
    serials.set(key, serial + 1);
    const college = 11 + colleges.indexOf(collegeName) + colleges.length * Math.floor(serial / 9999);
    if (college > 99)
      throw new RangeError('more students than ten-digit numbers of this kind can tell apart');
    return `${grade}${college}${String((serial % 9999) + 1).padStart(4, '0')}`;
  };
}

interface Origin {
  area: string;
  ethnicity: string;
  foreign: boolean;
}

function originOf(random: SeededRandom, idType: IdType, wanted: string | null): Origin {
  switch (idType) {
    case 'hkmo-residence':
    case 'hkmo-permit':
    case 'other':
      return { area: random.chance(0.7) ? '810000' : '820000', ethnicity: '汉族', foreign: false };
    case 'tw-residence':
    case 'tw-permit':
      return { area: '710000', ethnicity: random.chance(0.9) ? '汉族' : '高山族', foreign: false };
    case 'passport':
    case 'foreign-pr':
      return { area: '', ethnicity: '其他', foreign: true };
    case 'resident':
    case 'military': {
      const ethnicity = wanted ?? random.weighted(ETHNICITY_WEIGHTS);
      const homes = HOME_PROVINCES[ethnicity];
      const province =
        homes !== undefined && random.chance(0.75) ? random.pick(homes) : random.weighted(PROVINCE_WEIGHTS);
      return { area: random.pick(AREAS[province]!), ethnicity, foreign: false };
    }
  }
}

const DAY = 86_400_000;

/** Eighteen on the first of September of entry, or a year or two more; three more for those who come with a diploma. */
function birthDateFor(random: SeededRandom, each: DemoClass, days: Map<number, string>): string {
  const age = (each.level === '专升本' ? 21 : 18) + random.weighted(EXTRA_YEARS);
  const day = Date.UTC(each.grade - age - 1, 8, 1) / DAY + random.below(365);
  const text = days.get(day) ?? new Date(day * DAY).toISOString().slice(0, 10);
  days.set(day, text);
  return text;
}
const EXTRA_YEARS = [
  [0, 70],
  [1, 25],
  [2, 5],
] as const;

function politicalStatusOf(random: SeededRandom, idType: IdType): string | null {
  if (idType === 'passport' || idType === 'foreign-pr') return null;
  if (idType !== 'resident' && idType !== 'military') return '群众';
  return random.weighted(POLITICAL_STATUSES);
}
const POLITICAL_STATUSES = [
  ['共青团员', 780],
  ['群众', 160],
  ['中共党员', 25],
  ['中共预备党员', 33],
  ['无党派人士', 2],
] as const;
