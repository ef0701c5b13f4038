import { isPrivateUse, PRIVATE_USE_TO_REAL, withRealCharacters } from './privateUse.ts';

/**
 * Names of people: a normal form for comparing, and what is odd about a name as it was received. A stored name is
 * never rewritten: a wrong dot on 学信网 has to be seen to be corrected there (domain notes §8).
 */
export type NameFindingCode =
  | 'NAME_DOT_VARIANT'
  | 'NAME_SPACES'
  | 'NAME_INVISIBLE'
  | 'NAME_FULL_WIDTH'
  | 'NAME_PRIVATE_USE'
  | 'NAME_LOST_CHARACTER'
  | 'NAME_WITH_NOTE';

/** Which sentence tells it, where one code covers several situations. */
export type NameFindingCase =
  | 'masked' // an asterisk: a list that was exported with names hidden, or a mark of some system
  | 'digits' // no letter at all: the column is most likely another one's
  | 'pinyin' // a syllable in Latin letters stands where a character should be
  | 'compatibility'; // a radical or a compatibility form, which looks like the character and is another one

export interface NameFinding {
  code: NameFindingCode;
  case: NameFindingCase | null;
  /** The name as it probably should be, where that can be told. */
  suggestion: string | null;
}

/** The dot between the parts of a name: U+00B7, the only one that public forms take. */
export const NAME_DOT = '\u00b7';

/** What people type or paste instead of it. Full-width and small forms of these become these by NFKC. */
const DOT_LOOK_ALIKES =
  /[.\u2022\u30fb\u2027\uff0e\u2219\u22c5\u3002\uff61\uff65\u0387\u2024\ufe52\u25cf\u26ab\u2981\u2e31\u2e33\u16eb\u1427\ua78f\u318d\u119e]/gu;
/** White space that takes room, and the braille blank, which looks like it. */
const SPACES = /[\p{Zs}\t\n\v\f\r\u0085\u2028\u2029\u2800]/gu;
/** Controls, format characters, variation selectors, fillers: there, and not to be seen. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** Radicals, and the forms that exist for the sake of older standards; some of these blocks are characters of their own. */
const COMPATIBILITY = /[\u2e80-\u2fdf\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu;
/** One syllable of pinyin, with or without a tone. Older systems had it for characters that they lacked (domain notes §8). */
const SYLLABLE = /^(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiouv\u00fc]{1,3}(?:ng?|r)?[1-5]?$/i;
/** What people write behind a name: a remark in brackets, a number that tells two of one name apart, a mark. */
const NOTE_BEHIND =
  /(?:[(\uff08[\u3010\u3014<\u300a\u3008][^()\uff08\uff09[\]\u3010\u3011\u3014\u3015<>\u300a\u300b\u3008\u3009]*[)\uff09\]\u3011\u3015>\u300b\u3009]|[0-9\uff10-\uff19]+|[\p{S}#&@!\uff03\uff06\uff20\uff01\u203b])\s*$/u;
/** What is no part of a name in any writing: brackets, digits, signs. Dots, hyphens and apostrophes are. */
const NO_PART_OF_A_NAME = /[\p{Ps}\p{Pe}\p{Nd}\p{S}<>#&@!\uff03\uff06\uff20\uff01\u203b]/u;
const CHINESE = /[\p{Script=Han}\u3007\ue000-\uf8ff]/u;

/** True for a name of nothing but common ideographs and U+00B7: nearly all of them, and nothing to do for them. */
function isPlain(name: string): boolean {
  for (let index = 0; index < name.length; index += 1) {
    const code = name.charCodeAt(index);
    if (!((code >= 0x4e00 && code <= 0x9fff) || code === 0xb7)) return false;
  }
  return true;
}

function foldOnce(name: string): string {
  return withRealCharacters(name)
    .normalize('NFKC')
    .replace(SPACES, '')
    .replace(INVISIBLE, '')
    .replace(DOT_LOOK_ALIKES, NAME_DOT)
    .replace(/\*+$/, '');
}

/**
 * The form under which two writings of one name are equal: NFKC width, no spaces, no invisible characters, every
 * dot as U+00B7, real characters for private-use ones, no `*` at the end. FOR COMPARISON ONLY. Idempotent.
 */
export function nameKey(name: string): string {
  if (isPlain(name)) return name;
  let key = foldOnce(name);
  // Taking a character away can bring a letter and its accent together; folding again settles it.
  for (let next = foldOnce(key); next !== key; next = foldOnce(key)) key = next;
  return key;
}

const NOTHING: readonly NameFinding[] = Object.freeze([]);

/** What is odd about a name as received, each with the whole corrected name where one can be told. */
export function nameFindings(name: string): readonly NameFinding[] {
  if (isPlain(name)) return NOTHING;
  const chinese = CHINESE.test(name);
  const found: [NameFindingCode, NameFindingCase | null][] = [];
  if (hasDotVariant(name, chinese)) found.push(['NAME_DOT_VARIANT', null]);
  if (hasOddSpaces(name, chinese)) found.push(['NAME_SPACES', null]);
  if (name.replace(SPACES, '').search(INVISIBLE) >= 0) found.push(['NAME_INVISIBLE', null]);
  let fullWidth = false;
  let privateUse = false;
  let lost = false;
  for (const character of name) {
    const code = character.codePointAt(0) as number;
    if (code >= 0xff01 && code <= 0xff5e) {
      if (code === 0xff1f) lost = true;
      else if (isFullWidthLetter(code)) fullWidth = true;
    } else if (isPrivateUse(code)) privateUse = true;
    else if (code === 0x3f || code === 0xfffd || code === 0x25a1 || code === 0x3013) lost = true;
    else if (code >= 0xd800 && code <= 0xdfff) lost = true;
  }
  if (fullWidth) found.push(['NAME_FULL_WIDTH', null]);
  else if (withoutCompatibility(name) !== name) found.push(['NAME_FULL_WIDTH', 'compatibility']);
  if (privateUse) found.push(['NAME_PRIVATE_USE', null]);
  if (lost) found.push(['NAME_LOST_CHARACTER', null]);
  else if (/[*＊]/.test(name)) {
    lost = true;
    found.push(['NAME_LOST_CHARACTER', 'masked']);
  } else if (/^[^\p{L}\p{Co}]*\p{Nd}[^\p{L}\p{Co}]*$/u.test(name)) {
    lost = true;
    found.push(['NAME_LOST_CHARACTER', 'digits']);
  }
  if (!lost && chinese && hasPinyin(name)) {
    lost = true;
    found.push(['NAME_LOST_CHARACTER', 'pinyin']);
  }
  if (!lost && hasNote(name)) found.push(['NAME_WITH_NOTE', null]);
  if (found.length === 0) return NOTHING;
  const corrected = correctedName(name);
  const unknown = lost || hasUnknownPrivateUse(corrected);
  return found.map(([code, situation]) => ({
    code,
    case: situation,
    suggestion:
      corrected === name || (unknown && (code === 'NAME_LOST_CHARACTER' || code === 'NAME_PRIVATE_USE'))
        ? null
        : corrected,
  }));
}

/** One syllable among Chinese characters; a whole name in letters beside them is no substitute for one of them. */
function hasPinyin(name: string): boolean {
  const runs = name.normalize('NFKC').match(/[a-z\u00fc]+\d*/gi);
  return runs?.length === 1 && runs[0].length >= 2 && SYLLABLE.test(runs[0]);
}

function isFullWidthLetter(code: number): boolean {
  return (
    (code >= 0xff10 && code <= 0xff19) ||
    (code >= 0xff21 && code <= 0xff3a) ||
    (code >= 0xff41 && code <= 0xff5a)
  );
}

/** Dots in place of U+00B7, radicals and accents are signs too, to Unicode; they are told by themselves. */
function hasNote(name: string): boolean {
  return NO_PART_OF_A_NAME.test(
    withoutCompatibility(name)
      .replace(DOT_LOOK_ALIKES, '')
      .replace(/[`\u00b4]/g, ''),
  );
}

/** Without what stands behind it, as long as a name is left: brackets inside of one may explain a rare character. */
function withoutNote(name: string): string {
  if (!hasNote(name)) return name;
  const rest = name.replace(NOTE_BEHIND, '').trim();
  if (rest === name || Array.from(rest).length < 2) return name;
  return withoutNote(rest);
}

function withoutCompatibility(name: string): string {
  return name.replace(COMPATIBILITY, (character) => character.normalize('NFKC'));
}

/** A full stop is at home in "J. Smith"; a dot of another kind between Chinese characters is not. */
function hasDotVariant(name: string, chinese: boolean): boolean {
  if (chinese) return name.search(DOT_LOOK_ALIKES) >= 0;
  return /[\u2022\u30fb\u2027\uff0e\u2219\u22c5\u3002\uff61\uff65\u25cf\u2981\u318d\u119e]/.test(name);
}

/** One plain space between words is right in a Latin name; any space is wrong beside a Chinese character. */
function hasOddSpaces(name: string, chinese: boolean): boolean {
  if (chinese) return name.search(SPACES) >= 0;
  return /[^\P{Zs} ]|[\t\n\v\f\r\u0085\u2028\u2029\u2800]| {2}|^ | $/u.test(name);
}

function hasUnknownPrivateUse(name: string): boolean {
  for (const character of name) {
    if (isPrivateUse(character.codePointAt(0) as number) && !PRIVATE_USE_TO_REAL.has(character)) return true;
  }
  return false;
}

/** The name as it probably should be written. Only ever suggested, never stored in place of the received one. */
export function correctedName(name: string): string {
  if (isPlain(name)) return name;
  const chinese = CHINESE.test(name);
  let corrected = withoutCompatibility(withRealCharacters(withoutNote(name)))
    .replace(SPACES, ' ')
    .replace(INVISIBLE, '')
    .replace(/[\uff01-\uff5e]/g, (character) =>
      character === '\uff0e' ? character : String.fromCharCode(character.charCodeAt(0) - 0xfee0),
    );
  if (chinese) {
    corrected = corrected
      .replace(SPACES, '')
      .replace(DOT_LOOK_ALIKES, NAME_DOT)
      .replace(/\u00b7{2,}/g, NAME_DOT)
      .replace(/^\u00b7|\u00b7$/g, '');
  } else {
    corrected = corrected
      .replace(/ +/g, ' ')
      .trim()
      .replace(/[\u2022\u30fb\u2027\uff0e\u2219\u22c5\uff65\u25cf]/g, NAME_DOT);
  }
  return corrected;
}
