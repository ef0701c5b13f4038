/**
 * The number of a printed sheet: `BY26-261124-0012-K`, of a desk that works with others `BY26-261124-B0012-K`. Campaign,
 * day (YYMMDD), the letters of the desk, running number of that campaign, day and desk (four digits, or up to six where a
 * day has more sheets), check character. Alphabet and check follow GB 32100-2015 (统一社会信用代码): 31 characters without
 * I O S V Z, weights 3^i modulo 31, a prime, so that every single wrong character and every swap of two
 * neighbours is noticed.
 */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** What a hand or an eye makes of the characters that are left out. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { I: '1', O: '0', S: '5', Z: '2' };
/** Letters, then a year: so that a number typed without hyphens is taken apart in one way only. */
const CAMPAIGN = /^[A-HJ-NP-RTUWXY]{1,6}[0-9]{2}$/;
const SHAPE =
  /^([A-HJ-NP-RTUWXY]{1,6}[0-9]{2})([0-9]{6})([A-HJ-NP-RTUWXY]{0,3}[0-9]{4,6})([0-9A-HJ-NP-RTUWXY])$/;
const LETTERS = 'ABCDEFGHJKLMNPQRTUWXY';
const DAY = /^\d{2}(\d{2})-(\d{2})-(\d{2})$/;
export const LARGEST_SHEET_INDEX = 999_999;

/** What tells the numbers of one desk from those of another: its ordinal at the hub as A, B … Y, AA, AB …; '' of a desk without a hub. */
export function deskLetters(ordinal: number | null): string {
  let letters = '';
  for (let left = ordinal ?? 0; left > 0; left = Math.floor((left - 1) / LETTERS.length))
    letters = LETTERS.charAt((left - 1) % LETTERS.length) + letters;
  return letters;
}

function checkCharacter(body: string): string {
  let sum = 0;
  let weight = 1;
  for (const char of body) {
    sum += ALPHABET.indexOf(char) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

export interface SheetNumberParts {
  /** 1 to 6 letters of the alphabet above and two digits, e.g. `BY26`; the caller keeps it unique per campaign. */
  campaignShort: string;
  /** `YYYY-MM-DD`, the day of printing. */
  date: string;
  /** 1 to 999,999, unique per campaign, day and desk. */
  index: number;
  /** See deskLetters: up to three of the alphabet above; absent: none. */
  desk?: string;
}

/** @throws RangeError where a part is not as SheetNumberParts says: a fault of the caller, not of a person. */
export function makeSheetNumber({ campaignShort, date, index, desk = '' }: SheetNumberParts): string {
  const campaign = campaignShort.toUpperCase();
  if (!CAMPAIGN.test(campaign))
    throw new RangeError('campaignShort is not 1 to 6 letters of the alphabet and two digits');
  const day = DAY.exec(date);
  if (!day) throw new RangeError('date is not YYYY-MM-DD');
  if (!Number.isInteger(index) || index < 1 || index > LARGEST_SHEET_INDEX) {
    throw new RangeError(`index is not an integer from 1 to ${LARGEST_SHEET_INDEX}`);
  }
  if (desk.length > 3 || [...desk].some((char) => !LETTERS.includes(char)))
    throw new RangeError('desk is not up to three letters of the alphabet');
  const dayPart = day.slice(1).join('');
  const indexPart = desk + String(index).padStart(4, '0');
  const check = checkCharacter(campaign + dayPart + indexPart);
  return `${campaign}-${dayPart}-${indexPart}-${check}`;
}

/**
 * Reads a number as a person typed it: any case, full width, with or without hyphens and spaces, I O S Z taken
 * for 1 0 5 2. Returns its canonical form, or null where it is no sheet number or the check fails.
 */
export function parseSheetNumber(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}_]/gu, '')
    .replace(/[IOSZ]/g, (char) => LOOK_ALIKES[char] ?? char);
  const parts = SHAPE.exec(plain);
  if (!parts) return null;
  const [, campaign = '', day = '', index = '', check = ''] = parts;
  if (checkCharacter(campaign + day + index) !== check) return null;
  return `${campaign}-${day}-${index}-${check}`;
}

/** Where a number may begin; its running number has four to six digits, which without hyphens only the check tells. */
const BEGIN = /[A-Z]{1,6}\d{2}[-\s]?\d{6}[-\s]?[A-Z]{0,3}/y;
const ENDS = [4, 5, 6].map((digits) => new RegExp(`\\d{${digits}}[-\\s]?[0-9A-Z]`, 'y'));
const LETTER_OR_DIGIT = /[0-9A-Z]/;

/**
 * The sheet numbers that a text holds and whose check is right, in their canonical form: first those that stand by
 * themselves, then those to which something is glued, as scanners glue a prefix or a suffix that was set in them. A
 * glued one may be right by chance (1 in 31): only one that was printed is to be believed. `wrong`: something that
 * looks like a number stands there.
 */
export function sheetNumbersIn(text: string): { whole: string[]; glued: string[]; wrong: boolean } {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/\p{Pd}/gu, '-');
  const whole = new Set<string>();
  const glued = new Set<string>();
  let wrong = false;
  for (let at = 0; at < plain.length; at += 1) {
    BEGIN.lastIndex = at;
    if (!BEGIN.test(plain)) continue;
    const body = BEGIN.lastIndex;
    for (const end of ENDS) {
      end.lastIndex = body;
      if (!end.test(plain)) continue;
      const number = parseSheetNumber(plain.slice(at, end.lastIndex));
      const standsAlone = !isGlue(plain[at - 1]) && !isGlue(plain[end.lastIndex]);
      if (number === null) wrong = true;
      else if (standsAlone) whole.add(number);
      else glued.add(number);
    }
  }
  return { whole: [...whole], glued: [...glued].filter((number) => !whole.has(number)), wrong };
}

function isGlue(char: string | undefined): boolean {
  return char !== undefined && LETTER_OR_DIGIT.test(char);
}

/** The sheet number that stands by itself in a text: in its canonical form, `wrong` where its check fails. */
export function findSheetNumber(text: string): string | 'wrong' | null {
  const { whole, wrong } = sheetNumbersIn(text);
  return whole[0] ?? (wrong ? 'wrong' : null);
}
