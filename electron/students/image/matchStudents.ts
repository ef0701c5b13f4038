import { nameKey } from '../../../shared/domain/personName.ts';
import { pinyinSpellings } from '../../../shared/domain/pinyinSpellings.ts';
import type { FacetField } from '../../../shared/domain/studentFields.ts';
import { STATUSES, type Status } from '../../../shared/domain/verificationStatus.ts';
import type { DueDays } from '../DueDays.ts';
import type { CampaignStatuses } from './CampaignStatuses.ts';
import { collegeMask, isOneOf } from './collegeMask.ts';
import { keepOnly } from './keepOnly.ts';
import { HAS_ADMISSION_PHOTO, HAS_GRADUATION_PHOTO, type StudentImage } from './StudentImage.ts';
import { toUtf8 } from './TextPool.ts';

export interface Criteria {
  search: string;
  facets: Partial<Record<FacetField, readonly string[]>>;
  statuses: readonly Status[];
  /** Bits of sources, any of which a student must have; 0: no matter. */
  sources: number;
  photo: 'any' | 'no-admission' | 'no-graduation' | 'both';
  differing: boolean;
  /** Until when students have time, where only those who are late are asked for; else null. */
  overdue: DueDays | null;
  /** Only students of the campaign's population. */
  membersOnly: boolean;
  /** Of whom somebody may know: the colleges whose students; null: of all. */
  colleges: readonly string[] | null;
  /** Students found by other means (a field that has no column here), or null. */
  among: ReadonlySet<number> | null;
}

/** A 1 for each student (by n) that meets all criteria. A pass per criterion, each over one array. */
export function matchStudents(
  image: StudentImage,
  statuses: CampaignStatuses,
  criteria: Criteria,
): Uint8Array {
  const { size } = statuses;
  const match = new Uint8Array(size);
  match.set((criteria.membersOnly ? statuses.members : image.alive).subarray(0, size));
  // Of those who are gone a final list says nothing else.
  if (asksMore(criteria)) match.fill(0, image.size);
  for (const [field, values] of Object.entries(criteria.facets)) {
    const { codes, values: known } = columnOf(image, statuses, criteria, field as FacetField);
    const chosen = new Set(values);
    const wanted = Uint8Array.from(known, (value) => (chosen.has(value) ? 1 : 0));
    for (let n = 1; n < size; n++) match[n]! &= wanted[codes[n]!]!;
  }
  if (criteria.colleges) narrowByCollege(image, statuses, criteria, match, criteria.colleges);
  if (criteria.statuses.length > 0) {
    const wanted = new Uint8Array(STATUSES.length);
    for (const status of criteria.statuses) wanted[STATUSES.indexOf(status)] = 1;
    for (let n = 1; n < size; n++) match[n]! &= wanted[statuses.statuses[n]!]!;
  }
  if (criteria.sources !== 0) {
    for (let n = 1; n < size; n++) if ((image.sources[n]! & criteria.sources) === 0) match[n] = 0;
  }
  if (criteria.photo !== 'any') narrowByPhoto(image, match, criteria.photo);
  if (criteria.differing) for (let n = 1; n < size; n++) match[n]! &= image.differing[n]!;
  const { overdue } = criteria;
  if (overdue) {
    const { statuses: known } = statuses;
    for (let n = 1; n < size; n++) if (match[n] === 1 && !overdue.isOverdue(n, known[n]!)) match[n] = 0;
  }
  if (criteria.among)
    for (let n = 1; n < size; n++) if (match[n] === 1 && !criteria.among.has(n)) match[n] = 0;
  for (const term of criteria.search.normalize('NFKC').trim().split(/\s+/)) {
    if (term !== '') narrowByTerm(image, match, term);
  }
  return match;
}

/** A field of the students as a question means it: of a closed campaign's members as it was then. */
export function columnOf(
  image: StudentImage,
  statuses: CampaignStatuses,
  { membersOnly }: Pick<Criteria, 'membersOnly'>,
  field: FacetField,
): { codes: Uint16Array | Uint32Array; values: readonly string[] } {
  return (membersOnly ? statuses.final?.column(field) : null) ?? image.facets[field];
}

/** Whether more is asked for than a final list knows. */
function asksMore({ sources, photo, differing, among, search }: Criteria): boolean {
  return sources !== 0 || photo !== 'any' || differing || among !== null || search.trim() !== '';
}

/**
 * Only students of these colleges; whose is not known is of none. Of a closed campaign a student was of one then and
 * may be of another now: whoever may not know of both is told neither.
 */
function narrowByCollege(
  image: StudentImage,
  statuses: CampaignStatuses,
  criteria: Pick<Criteria, 'membersOnly'>,
  match: Uint8Array,
  colleges: readonly string[],
) {
  const { alive, facets, size } = image;
  const now = collegeMask(image, colleges);
  const column = columnOf(image, statuses, criteria, 'collegeName');
  if (column === facets.collegeName) {
    const end = Math.min(size, match.length);
    for (let n = 1; n < end; n++) match[n]! &= now[n]!;
    match.fill(0, end);
    return;
  }
  const then = isOneOf(column.values, colleges);
  for (let n = 1; n < match.length; n++) {
    // Of those who are gone only the final list knows.
    const isNow = n >= size || alive[n] === 0 || now[n] === 1;
    if (!isNow || then[column.codes[n]!] !== 1) match[n] = 0;
  }
}

function narrowByPhoto(
  image: StudentImage,
  match: Uint8Array,
  photo: 'no-admission' | 'no-graduation' | 'both',
) {
  const both = HAS_ADMISSION_PHOTO | HAS_GRADUATION_PHOTO;
  const mask =
    photo === 'both' ? both : photo === 'no-admission' ? HAS_ADMISSION_PHOTO : HAS_GRADUATION_PHOTO;
  const wanted = photo === 'both' ? both : 0;
  for (let n = 1; n < image.size; n++) if ((image.photos[n]! & mask) !== wanted) match[n] = 0;
}

/** Fewer letters than these are meant as initials. */
const LETTERS_OF_NUMBERS_FROM = 3;

/**
 * One word of a search: Chinese is part of a name; digits are part of a number; letters, without the marks that
 * may stand between them, are part of the initials (or of a Latin name), from three on, or where they can be no
 * initials (li, lu), also of the pinyin, and from three on of the short form of a name (zhangss) or of a number
 * (passports); marks alone are part of a name. The ü of pinyin may be typed as ü, v, u or yu; an ü may be a letter of a
 * Latin name as well.
 */
function narrowByTerm(image: StudentImage, match: Uint8Array, term: string): void {
  const { size } = image;
  const isAscii = /^[\x20-\x7e]*$/.test(term);
  if (isAscii && /\d/.test(term)) {
    image.numbers.narrow(match, size, term);
    return;
  }
  const isLatin = /^[\x20-\x7eüÜ]*$/.test(term) && !/\d/.test(term);
  const spellings = isLatin ? pinyinSpellings(term) : [];
  const [letters = ''] = spellings;
  const named = () => image.names.find(match, size, toUtf8(nameKey(term).toLowerCase()));
  if (letters === '') {
    // An invisible character that was pasted along asks for nothing.
    if (nameKey(term) !== '') keepOnly(match, [named()]);
  } else if (letters.length === 1 && isAscii) {
    image.pinyin.narrowByInitial(match, size, toUtf8(letters));
  } else {
    const lists =
      letters.length === 1
        ? []
        : spellings.flatMap((spelling) => image.pinyin.find(match, size, toUtf8(spelling)));
    if (!isAscii) lists.push(named());
    else if (letters.length >= LETTERS_OF_NUMBERS_FROM) lists.push(image.numbers.find(match, size, term));
    keepOnly(match, lists);
  }
}

export function countMatches(match: Uint8Array): number {
  let count = 0;
  for (let n = 1; n < match.length; n++) count += match[n]!;
  return count;
}
