import { isProvinceCode } from './codeTables.ts';
import type { IdType } from './studentFields.ts';

/**
 * Identity numbers of students: which document a number belongs to, what it says of its holder, and whether it
 * can be right. Rules: GB 11643-1999 (citizen identification number), the residence cards of Hong Kong, Macao and
 * Taiwan residents (same structure, address 810000 / 820000 / 830000), the foreign permanent resident card of 2023
 * (18 digits beginning with 9, same check) and its older form (three letters, twelve digits): domain notes §7.
 * The shapes of permits, passports and military papers are customary, not normative, so they only ever inform.
 *
 * Nothing here changes a number: full-width digits, spaces and a small x are understood while checking, and what
 * the file said stays what is stored.
 */
export type IdFindingCode =
  | 'ID_DIGITS_LOST'
  | 'ID_LENGTH_WRONG'
  | 'ID_CHECKSUM_WRONG'
  | 'ID_15_DIGITS'
  | 'ID_TYPE_OTHER'
  | 'ID_BIRTHDATE_DIFFERS'
  | 'ID_REGION_UNKNOWN';

/** Which sentence tells it, where one code covers several situations. */
export type IdFindingCase =
  | 'plausible' // ends in 000 and fails the check: a spreadsheet has probably rounded it
  | 'masked' // some digits are asterisks
  | 'document' // not how a document of the declared type is numbered
  | 'declared' // the declared type and the number do not go together
  | 'checked' // not a resident card, and numbered with a check character that is right
  | 'military' // a paper with which students are often not found on 学信网
  | 'impossible'; // the birth date inside the number is no date

export interface IdFinding {
  code: IdFindingCode;
  case: IdFindingCase | null;
  suggestion: string | null;
}

export interface IdInspection {
  /** Half-width, capital letters, no spaces: for checking and comparing. */
  normal: string;
  /** The declared type, or where none was declared the inferred one. */
  type: IdType;
  /** What the number itself looks like. */
  inferred: IdType;
  /** YYYY-MM-DD, where the number carries one. */
  birthDate: string | null;
  gender: '男' | '女' | null;
  findings: IdFinding[];
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

/** The check character of 17 digits (GB 11643-1999 §4, ISO 7064 MOD 11-2); null if they are not 17 digits. */
export function checkCharacter(seventeen: string): string | null {
  if (seventeen.length !== 17) return null;
  let sum = 0;
  for (let index = 0; index < 17; index += 1) {
    const digit = seventeen.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return null;
    sum += digit * (WEIGHTS[index] as number);
  }
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/** Whether 17 digits are followed by their check character. Expects the normal form. */
export function isCheckRight(eighteen: string): boolean {
  if (eighteen.length !== 18) return false;
  let sum = 0;
  for (let index = 0; index < 17; index += 1) {
    const digit = eighteen.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return false;
    sum += digit * (WEIGHTS[index] as number);
  }
  return CHECK_CHARACTERS.charCodeAt(sum % 11) === eighteen.charCodeAt(17);
}

/** The 18-digit form of a 15-digit number of the years before 2013 (all of them were issued to people born in 19xx). */
export function toEighteenDigits(fifteen: string): string | null {
  if (fifteen.length !== 15 || !isAllDigits(fifteen, 15)) return null;
  const seventeen = `${fifteen.slice(0, 6)}19${fifteen.slice(6)}`;
  return realDate(seventeen, 6) === null ? null : seventeen + (checkCharacter(seventeen) as string);
}

/**
 * How else the number of one person may be written: with 15 digits for 18, and the other way round. Null where the
 * number has one form only.
 */
export function otherLength(number: string): string | null {
  const normal = normalIdNumber(number);
  if (normal.length === 15) return toEighteenDigits(normal);
  if (!isCheckRight(normal) || normal.slice(6, 8) !== '19') return null;
  return `${normal.slice(0, 6)}${normal.slice(8, 17)}`;
}

/** Half-width, capital letters, without spaces and invisible characters: two writings of one number become equal. */
export function normalIdNumber(number: string): string {
  let plain = true;
  for (let index = 0; index < number.length; index += 1) {
    const code = number.charCodeAt(index);
    if (!((code >= 48 && code <= 57) || (code >= 65 && code <= 90))) {
      plain = false;
      break;
    }
  }
  if (plain) return number;
  return (
    number
      .normalize('NFKC')
      .replace(/[\s\p{Cf}\p{Cc}]/gu, '')
      .toUpperCase()
      // Capitals of one character can be several, which one character stands for (ΐ).
      .normalize('NFKC')
  );
}

function isAllDigits(text: string, length: number): boolean {
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** The eight digits from `start` as YYYY-MM-DD, or null when there is no such day. */
function realDate(digits: string, start: number): string | null {
  const year = Number(digits.slice(start, start + 4));
  const month = Number(digits.slice(start + 4, start + 6));
  const day = Number(digits.slice(start + 6, start + 8));
  if (year < 1880 || year > 2100 || month < 1 || month > 12 || day < 1) return null;
  if (day > (DAYS_IN_MONTH[month - 1] as number)) return null;
  if (month === 2 && day === 29 && !(year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0))) return null;
  return `${digits.slice(start, start + 4)}-${digits.slice(start + 4, start + 6)}-${digits.slice(start + 6, start + 8)}`;
}

/** Types whose number has 18 digits and a check character. A permanent resident card may also have the older form. */
function hasCheck(type: IdType): boolean {
  return type === 'resident' || type === 'hkmo-residence' || type === 'tw-residence' || type === 'foreign-pr';
}

/** A number of 17 digits and a digit or X: told apart by its first digits. */
function typeOfEighteen(number: string): IdType {
  if (number.charCodeAt(0) === 57) return 'foreign-pr';
  if (number.charCodeAt(0) === 56 && number.startsWith('0000', 2)) {
    const second = number.charCodeAt(1);
    if (second === 49 || second === 50) return 'hkmo-residence';
    if (second === 51) return 'tw-residence';
  }
  return 'resident';
}

/** A number as a spreadsheet shows it once it has rounded it: 1.10105E+17. */
export function isExponentText(text: string): boolean {
  if (text.length > 24 || text.length < 4) return false;
  const exponent = Math.max(text.indexOf('E'), text.indexOf('e'));
  if (exponent < 1) return false;
  return /^\d(?:\.\d*)?E(?:\+\d{1,3}|\d{2,3})$/i.test(text) && (text.includes('+') || text.includes('.'));
}

const OLD_PERMANENT_RESIDENT = /^[A-Z]{3}\d{12}$/;
const HONG_KONG_MACAO_PERMIT = /^[HM]\d{8}(?:\d{2})?$/;
const TAIWAN_PERMIT = /^\d{8}(?:\d{2}(?:\(?[A-Z]\)?)?)?$/;
/** An identity card of Hong Kong, Macao or Taiwan itself, which 学信网's 证件号 column sometimes holds (domain notes §1.2). */
const LOCAL_IDENTITY_CARD = /^(?:[A-Z]{1,2}\d{6}\([0-9A]\)|[157]\d{6}\(\d\)|[A-Z][1289]\d{8})$/;
const PASSPORT = /^(?:[A-Z]{1,3}\d{5,9}|[A-Z]\d{2}[A-Z]{2}\d{4,5}|\d{9})$/;
const MILITARY = /字第|^(?:军|士|武|文职|警|兵)|号$/;

/** The type that a number looks like. `digits` counts as a resident number gone wrong, never as another document. */
function inferType(normal: string): IdType {
  if (normal.length === 18 && isAllDigits(normal, 17)) return typeOfEighteen(normal);
  const first = normal.charCodeAt(0);
  if (first >= 48 && first <= 57) {
    if (TAIWAN_PERMIT.test(normal)) return 'tw-permit';
    if (LOCAL_IDENTITY_CARD.test(normal)) return 'other';
    if (PASSPORT.test(normal)) return 'passport';
    return 'resident';
  }
  if (OLD_PERMANENT_RESIDENT.test(normal)) return 'foreign-pr';
  if (HONG_KONG_MACAO_PERMIT.test(normal)) return 'hkmo-permit';
  if (LOCAL_IDENTITY_CARD.test(normal)) return 'other';
  if (PASSPORT.test(normal)) return 'passport';
  if (MILITARY.test(normal)) return 'military';
  return 'other';
}

function finding(
  code: IdFindingCode,
  findingCase: IdFindingCase | null,
  suggestion: string | null,
): IdFinding {
  return { code, case: findingCase, suggestion };
}

/** Letters that look like the X at the end: Cyrillic, Greek, the multiplication sign, an asterisk-like cross. */
const CROSSES = new Set(['×', 'Х', 'Χ', 'х', 'χ', '✕', '✖']);

/**
 * What can be said of one number by itself. An empty number is nobody's business here: callers ask only about
 * numbers that are there. `declaredType` is what the file's 证件类型 column says, null where it says nothing.
 */
export function inspectIdNumber(number: string, declaredType: IdType | null): IdInspection {
  const normal = normalIdNumber(number);
  const findings: IdFinding[] = [];
  const inferred = inferType(normal);
  const type = declaredType ?? inferred;
  const inspection: IdInspection = { normal, type, inferred, birthDate: null, gender: null, findings };

  if (isExponentText(normal)) {
    findings.push(finding('ID_DIGITS_LOST', null, null));
    return inspection;
  }
  if (normal.includes('*')) {
    findings.push(finding('ID_LENGTH_WRONG', 'masked', null));
    return inspection;
  }

  const shapedEighteen = normal.length === 18 && isAllDigits(normal, 17);
  if (shapedEighteen && (hasCheck(type) || isCheckRight(normal))) {
    readEighteen(normal, inspection);
  } else if (type === 'resident' && normal.length === 15 && isAllDigits(normal, 15)) {
    readFifteen(normal, inspection);
  } else if (type === 'resident' && inferred === 'resident') {
    findings.push(finding('ID_LENGTH_WRONG', null, null));
  } else if (declaredType === 'resident') {
    // Said to be a resident card, numbered like another document: the type is wrong rather than the number.
    findings.push(
      inferred === 'other'
        ? finding('ID_LENGTH_WRONG', null, null)
        : finding('ID_TYPE_OTHER', 'declared', inferred),
    );
  } else if (!fitsDocument(type, normal)) {
    findings.push(finding('ID_LENGTH_WRONG', 'document', null));
  }

  if (declaredType !== null && declaredType !== inferred && shapedEighteen && isCheckRight(normal)) {
    findings.push(finding('ID_TYPE_OTHER', 'declared', inferred));
  } else if (type !== 'resident') {
    findings.push(finding('ID_TYPE_OTHER', situationOf(type, normal), null));
  }
  return inspection;
}

/** What else there is to say of a document that is no resident card (domain notes §7). */
function situationOf(type: IdType, normal: string): IdFindingCase | null {
  if (type === 'military') return 'military';
  return hasCheck(type) && isCheckRight(normal) ? 'checked' : null;
}

function readEighteen(normal: string, inspection: IdInspection): void {
  if (!isCheckRight(normal)) {
    const crossed = CROSSES.has(normal.charAt(17)) ? `${normal.slice(0, 17)}X` : null;
    const repaired = crossed !== null && isCheckRight(crossed) ? crossed : null;
    inspection.findings.push(finding('ID_CHECKSUM_WRONG', null, repaired));
    // Excel and WPS keep fifteen digits and put zeros for the rest (domain notes §9).
    if (normal.endsWith('000')) inspection.findings.push(finding('ID_DIGITS_LOST', 'plausible', null));
    return;
  }
  inspection.birthDate = realDate(normal, 6);
  // What is published of the permanent resident card's number does not say that its 17th digit tells the gender.
  if (inspection.inferred !== 'foreign-pr') inspection.gender = genderOf(normal);
  checkRegion(normal, inspection);
  if (inspection.birthDate === null) {
    inspection.findings.push(finding('ID_BIRTHDATE_DIFFERS', 'impossible', null));
  }
}

function readFifteen(normal: string, inspection: IdInspection): void {
  const eighteen = toEighteenDigits(normal);
  if (eighteen === null) {
    inspection.findings.push(finding('ID_LENGTH_WRONG', null, null));
    return;
  }
  inspection.birthDate = realDate(eighteen, 6);
  inspection.gender = genderOf(eighteen);
  checkRegion(normal, inspection);
  inspection.findings.push(finding('ID_15_DIGITS', null, eighteen));
}

/** The 17th digit is odd for men, even for women. */
function genderOf(eighteen: string): '男' | '女' {
  return (eighteen.charCodeAt(16) - 48) % 2 === 1 ? '男' : '女';
}

/**
 * The first two digits are a province (GB/T 2260). Of the other four the codes have changed so often that none is
 * called wrong.
 */
function checkRegion(normal: string, { inferred, findings }: IdInspection): void {
  if (inferred === 'resident' && !isProvinceCode(normal.slice(0, 2)))
    findings.push(finding('ID_REGION_UNKNOWN', null, null));
}

function fitsDocument(type: IdType, normal: string): boolean {
  switch (type) {
    case 'hkmo-residence':
    case 'tw-residence':
      return false;
    case 'foreign-pr':
      return OLD_PERMANENT_RESIDENT.test(normal);
    case 'hkmo-permit':
      return HONG_KONG_MACAO_PERMIT.test(normal) || LOCAL_IDENTITY_CARD.test(normal);
    case 'tw-permit':
      return TAIWAN_PERMIT.test(normal) || LOCAL_IDENTITY_CARD.test(normal);
    case 'passport':
      return /^[A-Z0-9]{5,20}$/.test(normal);
    default:
      return true;
  }
}
