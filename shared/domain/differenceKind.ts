import { readCalendarDate } from './calendarDate.ts';
import { isCodeField, readCode } from './codeTables.ts';
import { isExponentText, normalIdNumber, toEighteenDigits } from './idNumber.ts';
import { withoutLookAlikes } from './lookAlikeCharacters.ts';
import { NAME_DOT, nameKey } from './personName.ts';
import { withRealCharacters } from './privateUse.ts';
import { type IsMadeOf, splitWriting } from './splitCharacter.ts';
import type { StudentField } from './studentFields.ts';

/**
 * How two sources' values of a field differ: so that true differences stand out from ways of writing. In order
 * of weight: of several, the last one names a difference.
 */
export const DIFFERENCE_KINDS = [
  'dot',
  'space',
  'invisible',
  'width',
  'case',
  'character',
  'date',
  'alias',
  'cut',
  'digits15',
  'writing',
  'lostDigits',
  'split',
  'lookAlike',
  'other',
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** Kinds that are about the content: the two do not say the same, or one of them has lost what it said. */
export const TRUE_DIFFERENCES: ReadonlySet<DifferenceKind> = new Set<DifferenceKind>([
  'lostDigits',
  'split',
  'lookAlike',
  'other',
]);

/** Names that sources cut off; a name of a person or a number that is only the beginning of another is not the same. */
const CUT_SAFE: ReadonlySet<StudentField> = new Set<StudentField>(['collegeName', 'majorName']);

/**
 * Whether differences of this kind in this field may be decided all at once, unseen: ways of writing, by which
 * nobody can become somebody else.
 */
export function isSafeInBulk(kind: DifferenceKind, field: StudentField): boolean {
  if (TRUE_DIFFERENCES.has(kind)) return false;
  return kind !== 'cut' || CUT_SAFE.has(field);
}

const DOTS = /[.·•・‧．∙⋅。]/gu;
const SPACES = /[\p{Zs}\t\n\v\f\r\u2028\u2029]/gu;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

const KINDS: readonly [DifferenceKind, (value: string) => string][] = [
  ['dot', (value) => value.replace(DOTS, NAME_DOT)],
  ['space', (value) => value.replace(SPACES, '')],
  ['invisible', (value) => value.replace(INVISIBLE, '')],
  ['width', (value) => value.normalize('NFKC')],
  ['case', (value) => value.toUpperCase()],
  ['character', withRealCharacters],
];

/** The shortest that is taken for a name cut off at the end (学信网 cuts 分院 after eight characters). */
const CUT_FROM = 4;
/** What spreadsheets keep of a number; zeros stand for the rest. */
const KEPT_DIGITS = 15;

/**
 * null: they do not differ, or one of them says nothing. Symmetric. With the field, also what only that field can
 * tell: names of one code (其他 and 其它), ways of writing a date and, where what characters are made of is known,
 * characters of a name that are taken apart.
 */
export function differenceKind(
  left: string | null | undefined,
  right: string | null | undefined,
  field?: StudentField,
  isMadeOf: IsMadeOf = () => false,
): DifferenceKind | null {
  if (left == null || right == null || left === right) return null;
  for (const [kind, fold] of KINDS) {
    if (fold(left) === fold(right)) return kind;
  }
  const one = nameKey(left).toUpperCase();
  const other = nameKey(right).toUpperCase();
  if (one === other) return 'writing';
  if (isSameDate(left, right)) return 'date';
  if (field !== undefined && isSameCode(field, left, right)) return 'alias';
  const number = normalIdNumber(left);
  const otherNumber = normalIdNumber(right);
  if (isFifteenOf(number, otherNumber) || isFifteenOf(otherNumber, number)) return 'digits15';
  if (hasLostDigits(number, otherNumber) || hasLostDigits(otherNumber, number)) return 'lostDigits';
  if (field === 'name' && splitWriting(left, right, isMadeOf) !== null) return 'split';
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  if (short.length >= CUT_FROM && long.startsWith(short) && !/^\d+$/.test(short)) return 'cut';
  if (withoutLookAlikes(one) === withoutLookAlikes(other)) return 'lookAlike';
  return 'other';
}

function isSameDate(left: string, right: string): boolean {
  if (!/^\d{4}[-/.年]?\d/.test(left) || !/^\d{4}[-/.年]?\d/.test(right)) return false;
  const one = readCalendarDate(left);
  const other = readCalendarDate(right);
  return one.kind === 'day' && other.kind === 'day' && one.date === other.date;
}

function isSameCode(field: StudentField, left: string, right: string): boolean {
  if (!isCodeField(field)) return false;
  const one = readCode(field, left);
  const other = readCode(field, right);
  return one.known && other.known && one.value !== null && one.value === other.value;
}

function isFifteenOf(fifteen: string, eighteen: string): boolean {
  return fifteen.length === 15 && eighteen.length === 18 && toEighteenDigits(fifteen) === eighteen;
}

/** One is what a spreadsheet made of the other: fifteen digits and zeros, or the form with an exponent. */
function hasLostDigits(damaged: string, whole: string): boolean {
  if (!/^\d{15,19}[\dX]?$/.test(whole) || whole.length <= KEPT_DIGITS) return false;
  if (isExponentText(damaged)) {
    const digits = damaged.replace(/E.*$/, '').replaceAll('.', '').replace(/0+$/, '');
    return digits !== '' && (whole.startsWith(digits) || whole.startsWith(digits.slice(0, -1)));
  }
  return (
    damaged.length === whole.length &&
    damaged.slice(0, KEPT_DIGITS) === whole.slice(0, KEPT_DIGITS) &&
    /^0+$/.test(damaged.slice(KEPT_DIGITS))
  );
}
