import { z } from 'zod';
import { STUDENT_FIELDS, type StudentField } from '../studentFields.ts';
import { id, MOST, said } from './caseType.ts';

/**
 * Who may change what, when and by which proofs differs by province and school (domain notes §4): a profile each, data
 * in resources/rules/correction-*.json, which the office picks and may change.
 */
const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);

export const correctionProfileShape = z.strictObject({
  id,
  name: said,
  source: said,
  /** When the province takes applications, each year, both days included; empty: always. */
  windows: z
    .array(z.strictObject({ from: monthDay, to: monthDay }).refine(({ from, to }) => from <= to))
    .max(MOST),
  /** Changes in the year of enrolment (盐城: refused), of those who came by 专升本 (四川), in the term of graduation. */
  inFirstYear: z.enum(['allowed', 'refused']),
  afterTopUp: z.enum(['allowed', 'refused']),
  inGraduationTerm: z.enum(['allowed', 'refused']),
  /** Who decides about a field that is not named below, about name and number at once, and each field. */
  others: z.enum(['school', 'province', 'refused']),
  nameAndNumber: z.enum(['school', 'province', 'refused']),
  fields: z.partialRecord(
    z.enum(STUDENT_FIELDS),
    z.strictObject({ by: z.enum(['school', 'province', 'refused']), note: said.nullable().default(null) }),
  ),
  /** Asked for beyond what the case type asks. */
  materials: z
    .array(z.strictObject({ id, name: said, fields: z.array(z.enum(STUDENT_FIELDS)).default([]) }))
    .max(MOST),
});
export type CorrectionProfile = z.output<typeof correctionProfileShape>;

export interface CorrectionFacts {
  /** YYYY-MM-DD in China. */
  today: string;
  /** YYYY-MM-DD; null: not known. */
  enrolDate: string | null;
  expectedGraduationDate: string | null;
  isTopUp: boolean;
}

/** A rule that stands against it, by code; `field` where it is about one. */
export type CorrectionObstacle =
  | { code: 'field-refused'; field: StudentField }
  | { code: 'name-and-number' }
  | { code: 'first-year' }
  | { code: 'top-up' }
  | { code: 'graduation-term' }
  /** The day on which the student was to graduate is past: what is registered by then a school doesn't change. */
  | { code: 'graduated'; expected: string };

export interface CorrectionJudgement {
  /** Who decides in the end. */
  by: 'school' | 'province';
  obstacles: CorrectionObstacle[];
  /** The window in which the province takes it now, or the next one; null: it takes them always. */
  window: { isOpen: boolean; from: string; to: string } | null;
}

/** A term of graduation is what is left of the half year in which the student graduates. */
const TERM_MONTHS = 6;

/** What the law and the profile say of correcting these fields of a student today. */
export function judgeCorrection(
  profile: CorrectionProfile,
  fields: readonly StudentField[],
  facts: CorrectionFacts,
): CorrectionJudgement {
  const obstacles: CorrectionObstacle[] = [];
  const { expectedGraduationDate: expected, today } = facts;
  // 教学〔2014〕11号, article 19: once the diploma is registered and can be looked up, the school changes nothing of it.
  const isPast = expected !== null && expected < today;
  if (isPast) obstacles.push({ code: 'graduated', expected });
  const deciders = fields.map((field) => ({ field, by: profile.fields[field]?.by ?? profile.others }));
  for (const { field, by } of deciders)
    if (by === 'refused') obstacles.push({ code: 'field-refused', field });
  const isBoth = fields.includes('name') && fields.includes('idNumber');
  if (isBoth && profile.nameAndNumber === 'refused') obstacles.push({ code: 'name-and-number' });
  if (profile.inFirstYear === 'refused' && isFirstYear(facts)) obstacles.push({ code: 'first-year' });
  if (profile.afterTopUp === 'refused' && facts.isTopUp) obstacles.push({ code: 'top-up' });
  if (profile.inGraduationTerm === 'refused' && !isPast && isGraduationTerm(facts))
    obstacles.push({ code: 'graduation-term' });
  const isProvinces =
    deciders.some(({ by }) => by === 'province') || (isBoth && profile.nameAndNumber === 'province');
  return {
    by: isProvinces ? 'province' : 'school',
    obstacles,
    window: windowAt(profile.windows, facts.today),
  };
}

function isFirstYear({ enrolDate, today }: CorrectionFacts): boolean {
  return enrolDate !== null && today < `${Number(enrolDate.slice(0, 4)) + 1}${enrolDate.slice(4)}`;
}

function isGraduationTerm({ expectedGraduationDate: end, today }: CorrectionFacts): boolean {
  if (end === null) return false;
  const months = (Number(end.slice(0, 4)) - Number(today.slice(0, 4))) * 12;
  return months + Number(end.slice(5, 7)) - Number(today.slice(5, 7)) < TERM_MONTHS;
}

function windowAt(
  windows: CorrectionProfile['windows'],
  today: string,
): { isOpen: boolean; from: string; to: string } | null {
  if (windows.length === 0) return null;
  const year = Number(today.slice(0, 4));
  const coming = [year, year + 1]
    .flatMap((of) => windows.map(({ from, to }) => ({ from: `${of}-${from}`, to: `${of}-${to}` })))
    .filter(({ to }) => to >= today)
    .sort((one, other) => (one.from < other.from ? -1 : 1))[0]!;
  return { isOpen: coming.from <= today, ...coming };
}
