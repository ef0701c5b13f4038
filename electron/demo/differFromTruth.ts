import type { PartialStudentValues, StudentValues } from '../../shared/domain/studentFields.ts';
import { OLD_ETHNICITY_SPELLINGS } from './demoOrigins.ts';
import type { DemoStudent } from './demoSchool.ts';
import { type SeededRandom, seededRandom } from './seededRandom.ts';

/** 学信网 keeps 24 bytes of a 分院: eight characters. */
export const CHSI_COLLEGE_LENGTH = 8;

/** What other systems write in the place of U+00B7. */
const OTHER_DOTS = ['•', '・', '．', '.', '‧'];

/**
 * Lets the three lists depart from the truth and from each other as real ones do.
 * The list of this year's admissions has only the newest grade; 教务 lacks a few students altogether.
 */
export function differFromTruth(students: readonly DemoStudent[], seed: number, schoolYear: number): void {
  const random = seededRandom(seed, 'differences');
  const newest = String(schoolYear);
  const plain = students.filter(({ values }) => values.idType === 'resident');
  const few = (share: number, least: number): Set<DemoStudent> => {
    const many =
      students.length < 200 ? Math.round(share * plain.length) : Math.max(least, share * plain.length);
    return new Set(random.shuffled(plain).slice(0, many));
  };
  const missing = few(0.01, 6);
  const wrongDigit = few(0.003, 3);
  const wrongBirthday = few(0.001, 1);
  const spaced = few(0.003, 2);
  const cut = few(0.02, 4);
  const withoutZu = few(0.02, 3);
  const otherParty = few(0.03, 3);
  const admissionTypo = few(0.002, 1);
  let rare = 0;

  for (const student of students) {
    const { values } = student;
    const college = values.collegeName ?? '';
    student.sources.chsi =
      college.length > CHSI_COLLEGE_LENGTH ? { collegeName: college.slice(0, CHSI_COLLEGE_LENGTH) } : {};
    student.sources.admission =
      values.grade === newest && values.examNo !== null
        ? admissionTypo.has(student)
          ? { idNumber: withOneDigitWrong(random, values.idNumber!) }
          : {}
        : null;
    if (missing.has(student)) {
      student.sources.sis = null;
      continue;
    }
    const sis: PartialStudentValues = {};
    const name = nameInSis(random, values, spaced.has(student), () => rare++);
    if (name !== values.name) sis.name = name;
    const idNumber = idNumberInSis(random, values.idNumber!, wrongDigit.has(student));
    if (idNumber !== values.idNumber) sis.idNumber = idNumber;
    const ethnicity = ethnicityInSis(values.ethnicity!, withoutZu.has(student));
    if (ethnicity !== values.ethnicity) sis.ethnicity = ethnicity;
    if (cut.has(student) && college.length > CHSI_COLLEGE_LENGTH) {
      sis.collegeName = college.slice(0, CHSI_COLLEGE_LENGTH);
    }
    if (wrongBirthday.has(student)) sis.birthDate = dayAfter(values.birthDate!);
    if (otherParty.has(student))
      sis.politicalStatus = values.politicalStatus === '群众' ? '共青团员' : '群众';
    student.sources.sis = sis;
  }
}

function nameInSis(
  random: SeededRandom,
  values: StudentValues,
  spaced: boolean,
  nextRare: () => number,
): string {
  const name = values.name!;
  if (name.includes('·')) return random.chance(0.55) ? name.replace('·', random.pick(OTHER_DOTS)) : name;
  const rare = /[\u3400-\u4dbf\u{20000}-\u{3ffff}]/u.exec(name);
  // Every other rare character: stored in the private-use area where old code pages had it, or lost.
  if (rare !== null && nextRare() % 2 === 0) {
    return name.replace(rare[0], rare[0] === '䶮' ? '\ue863' : '?');
  }
  return spaced ? [...name].join('\u3000') : name;
}

function idNumberInSis(random: SeededRandom, idNumber: string, wrongDigit: boolean): string {
  if (wrongDigit) return withOneDigitWrong(random, idNumber);
  return idNumber.endsWith('X') && random.chance(0.3) ? idNumber.toLowerCase() : idNumber;
}

/** In the sequence part, so that birthday and area stay plausible and the check digit no longer fits. */
function withOneDigitWrong(random: SeededRandom, idNumber: string): string {
  const at = random.between(14, 15);
  const digit = (Number(idNumber[at]) + random.between(1, 9)) % 10;
  return idNumber.slice(0, at) + digit + idNumber.slice(at + 1);
}

function ethnicityInSis(ethnicity: string, withoutZu: boolean): string {
  const old = OLD_ETHNICITY_SPELLINGS[ethnicity];
  if (old !== undefined) return old;
  return withoutZu ? ethnicity.replace(/族$/, '') : ethnicity;
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
