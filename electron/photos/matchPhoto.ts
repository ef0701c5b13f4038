import { isCheckRight, toEighteenDigits } from '../../shared/domain/idNumber.ts';
import { keyForm } from '../../shared/domain/keyForm.ts';
import { nameKey } from '../../shared/domain/personName.ts';
import type { KeyField } from '../../shared/domain/studentFields.ts';
import { keySpans, type NamePart, type PhotoNameParts, photoNameParts, spanText } from './photoNameParts.ts';
import { isCameraName, isInstitution, isLabel, isLatinLabel, withoutLabels } from './photoNameWords.ts';

/** A student as the lookup knows them; for telling people apart and for noticing contradictions. */
export interface StudentOfKey {
  student: string;
  name: string | null;
  idNumber: string | null;
  studentNo: string | null;
}

export interface StudentKeyLookup {
  /** Every student who has this key by any source. `value` is in the form of `keyForm`. */
  byKey(field: KeyField, value: string): readonly StudentOfKey[];
  /** Every student of this name; `name` is in the form of `nameKey`. */
  byName(name: string): readonly StudentOfKey[];
}

export type AmbiguousWhy =
  /** The name in the file name is not the name of the student whose key stands beside it. */
  | 'name-differs'
  /** Two keys in one file name belong to two students. */
  | 'two-keys'
  /** The key belongs to several students, and no name tells which. */
  | 'key-of-several'
  /** Beside the key stands a sound 身份证号 that is not this student's. */
  | 'other-id-number';

export type PhotoMatch =
  | {
      kind: 'matched';
      student: string;
      by: KeyField;
      /**
       * True: the student's name stands beside the key. False: other words do, which are nobody's name (pinyin, a
       * single character). Null: there is nothing to compare, in the file name or in the store.
       */
      nameAgrees: boolean | null;
    }
  /** `sameName`: who has the name that stands in the file name. A hint for a person, never a match. */
  | { kind: 'unmatched'; sameName: StudentOfKey[] }
  | { kind: 'ambiguous'; students: StudentOfKey[]; why: AmbiguousWhy };

/** The strongest first: it is the one that is told as what matched. */
const KEY_ORDER: readonly KeyField[] = ['idNumber', 'studentNo', 'examNo'];
/** In a longer name a shorter run of characters is more often a counter or a year; it counts with the right name only. */
const SURE_KEY_LENGTH = 6;
const MAX_SAME_NAME = 5;
/** No file system has longer names (NTFS: 255 characters), only an entry of a zip that somebody made up. */
const LONGEST_NAME = 1_000;

/** keyForm would make plain digits of ③ and ², and so another key. */
const OTHER_DIGITS = /(?![0-9\u3007])\p{N}/u;

interface Hit {
  first: number;
  last: number;
  owners: { student: StudentOfKey; field: KeyField }[];
  /** Counts only for a student whose name stands in the file name too. */
  needsName: boolean;
  /** Set where the key was cut from a longer run of letters and digits: the letters beside it. */
  letters: string | null;
}

/**
 * Whose photo a file is, by its name. Only exact keys count; a bare name never matches, even where one student
 * alone has it. Whatever contradicts itself is left to a person.
 */
export function matchPhoto(path: string, lookup: StudentKeyLookup): PhotoMatch {
  if (path.length - path.lastIndexOf('/') > LONGEST_NAME) return { kind: 'unmatched', sameName: [] };
  const name = photoNameParts(path);
  const hits = findHits(name, lookup)
    .map((hit) => (hit.needsName ? onlyNamed(hit, name) : hit))
    .filter((hit) => hit.owners.length > 0);
  if (hits.length === 0) return { kind: 'unmatched', sameName: studentsNamed(name, lookup) };

  const everyone = distinct(hits.flatMap((hit) => hit.owners.map((owner) => owner.student)));
  let common = everyone.filter(({ student }) =>
    hits.every((hit) => hit.owners.some((owner) => owner.student.student === student)),
  );
  if (common.length === 0) return { kind: 'ambiguous', students: everyone, why: 'two-keys' };
  const free = (index: number) =>
    !hits.some((hit) => hit.letters === null && index >= hit.first && index <= hit.last);
  if (common.length > 1) {
    const named = common.filter((student) => compareName(student, name, free, lookup) === 'agrees');
    if (named.length !== 1) return { kind: 'ambiguous', students: common, why: 'key-of-several' };
    common = named;
  }
  const student = common[0] as StudentOfKey;
  if (hasOtherIdNumber(student, name, free, lookup)) {
    return { kind: 'ambiguous', students: [student], why: 'other-id-number' };
  }
  const comparison = hits.some((hit) => hit.letters !== null)
    ? 'agrees'
    : compareName(student, name, free, lookup);
  if (comparison === 'contradicts') return { kind: 'ambiguous', students: [student], why: 'name-differs' };
  const fields = hits.flatMap((hit) =>
    hit.owners.filter((owner) => owner.student.student === student.student).map((owner) => owner.field),
  );
  return {
    kind: 'matched',
    student: student.student,
    by: KEY_ORDER.find((field) => fields.includes(field)) as KeyField,
    nameAgrees: comparison === 'agrees' ? true : comparison === 'other-words' ? false : null,
  };
}

function findHits(name: PhotoNameParts, lookup: StudentKeyLookup): Hit[] {
  const hits: Hit[] = [];
  const camera = isCameraName(name.base);
  const covered = (first: number, last: number) => hits.some((hit) => hit.first <= first && last <= hit.last);
  for (const { text, first, last } of keySpans(name)) {
    if (covered(first, last)) continue;
    const owners = ownersOf(text, lookup);
    if (owners.length === 0) continue;
    const whole = first === 0 && (last === name.ownParts - 1 || last === name.parts.length - 1);
    const needsName = camera || (!whole && text.length < SURE_KEY_LENGTH);
    hits.push({ first, last, owners, needsName, letters: null });
  }
  name.parts.forEach((part, index) => {
    if (part.kind !== 'code' || covered(index, index)) return;
    for (const { key, letters } of splitCode(part.text)) {
      const owners = ownersOf(key, lookup);
      if (owners.length > 0) hits.push({ first: index, last: index, owners, needsName: true, letters });
    }
  });
  return hits;
}

/** "202100123JohnSmith", "JohnSmith202100123": cut where digits meet letters. */
function splitCode(text: string): { key: string; letters: string }[] {
  const cuts: { key: string; letters: string }[] = [];
  for (const shape of [/^(\d{17}[\dXx])([A-Za-z]{2,})$/, /^([A-Za-z]{0,3}\d+)([A-Za-z]{2,})$/]) {
    const [, key, letters] = shape.exec(text) ?? [];
    if (key !== undefined && letters !== undefined) cuts.push({ key, letters });
  }
  const [, letters, key] = /^([A-Za-z]{2,}?)(\d{17}[Xx]|\d+)$/.exec(text) ?? [];
  if (key !== undefined && letters !== undefined) cuts.push({ key, letters });
  return cuts;
}

function ownersOf(text: string, lookup: StudentKeyLookup): Hit['owners'] {
  const key = OTHER_DIGITS.test(text) ? null : keyForm(text);
  if (key === null) return [];
  const owners: Hit['owners'] = [];
  for (const field of KEY_ORDER) {
    for (const value of field === 'idNumber' ? writingsOfIdNumber(key) : [key]) {
      for (const student of lookup.byKey(field, value)) owners.push({ student, field });
    }
  }
  return owners;
}

/** A number of 15 digits and its form of 18 are the same number: each follows from the other. */
function writingsOfIdNumber(key: string): string[] {
  const eighteen = toEighteenDigits(key);
  if (eighteen !== null) return [key, eighteen];
  if (/^\d{6}19\d{9}[\dX]$/.test(key) && isCheckRight(key)) return [key, key.slice(0, 6) + key.slice(8, 17)];
  return [key];
}

function onlyNamed(hit: Hit, name: PhotoNameParts): Hit {
  const free = (index: number) => index < hit.first || index > hit.last;
  const owners = hit.owners.filter(({ student }) => {
    const wanted = comparableName(student.name);
    if (wanted === null) return false;
    return hit.letters === null ? spells(name, free, wanted) : comparable(hit.letters) === wanted;
  });
  return { ...hit, owners };
}

type NameComparison = 'agrees' | 'contradicts' | 'other-words' | 'nothing-to-compare';

/** `free` tells which parts of the file name belong to no key. */
function compareName(
  student: StudentOfKey,
  name: PhotoNameParts,
  free: (index: number) => boolean,
  lookup: StudentKeyLookup,
): NameComparison {
  const wanted = comparableName(student.name);
  if (wanted === null) return 'nothing-to-compare';
  if (spells(name, free, wanted)) return 'agrees';
  let otherWords = false;
  for (const words of wordsBeside(name, free)) {
    if (lookup.byName(nameKey(words.text)).some((other) => other.student !== student.student))
      return 'contradicts';
    if (words.kind === 'text') {
      const rest = withoutLabels(words.text);
      if (rest !== words.text && comparable(rest) === wanted) return 'agrees';
      if (rest === '' || isLabel(rest)) continue;
      if (lookup.byName(nameKey(rest)).some((other) => other.student !== student.student))
        return 'contradicts';
      if (isInstitution(words.text)) continue;
      if (letterCount(rest) > 1) return 'contradicts';
      if (letterCount(rest) === 1) otherWords = true;
    } else {
      const latin = compareLatin(words.text, student.name ?? '');
      if (latin === 'agrees' || latin === 'contradicts') return latin;
      if (latin === 'other-words') otherWords = true;
    }
  }
  return otherWords ? 'other-words' : 'nothing-to-compare';
}

/** Words in Latin letters say something only about a name in Latin letters; their order is not always kept. */
function compareLatin(text: string, studentName: string): NameComparison {
  const words = text.split(/[^A-Za-z]+/).filter((word) => word !== '' && !isLatinLabel(word));
  if (words.length === 0) return 'nothing-to-compare';
  if (!/^[\p{Script=Latin}\p{P}\p{Z}]+$/u.test(studentName)) return 'other-words';
  const wanted = studentName
    .toLowerCase()
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '');
  if (!words.every((word) => wanted.includes(word.toLowerCase()))) return 'contradicts';
  return new Set(words.map((word) => word.toLowerCase())).size === new Set(wanted).size
    ? 'agrees'
    : 'other-words';
}

/** Whether some run of free parts, whatever stands between them, is exactly this name. */
function spells(name: PhotoNameParts, free: (index: number) => boolean, wanted: string): boolean {
  for (let first = 0; first < name.parts.length; first += 1) {
    let spelt = '';
    for (let last = first; last < name.parts.length && free(last); last += 1) {
      spelt += comparable(name.parts[last]?.text ?? '');
      if (spelt === wanted) return true;
      if (spelt.length >= wanted.length) break;
    }
  }
  return false;
}

/** Runs of free parts that can be one name: neighbouring words in letters only; single characters count as one word. */
function wordsBeside(
  name: PhotoNameParts,
  free: (index: number) => boolean,
): { kind: NamePart['kind']; text: string }[] {
  const words: { kind: NamePart['kind']; text: string }[] = [];
  let open: { kind: NamePart['kind']; first: number; last: number; single: boolean } | null = null;
  const close = () => {
    if (open !== null)
      words.push({ kind: open.kind, text: spanText(name.base, name.parts, open.first, open.last) });
    open = null;
  };
  name.parts.forEach((part, index) => {
    if (!free(index) || index >= name.ownParts || /[0-9]/.test(part.text)) {
      close();
      return;
    }
    const single = letterCount(part.text) === 1;
    const joins =
      open !== null && open.kind === part.kind && (part.kind === 'code' || (open.single && single));
    if (open !== null && joins) open.last = index;
    else {
      close();
      open = { kind: part.kind, first: index, last: index, single };
    }
  });
  close();
  return words;
}

function hasOtherIdNumber(
  student: StudentOfKey,
  name: PhotoNameParts,
  free: (index: number) => boolean,
  lookup: StudentKeyLookup,
): boolean {
  if (student.idNumber === null) return false;
  return name.parts.some((part, index) => {
    const key = keyForm(part.text);
    return key !== null && free(index) && isCheckRight(key) && ownersOf(key, lookup).length === 0;
  });
}

function studentsNamed(name: PhotoNameParts, lookup: StudentKeyLookup): StudentOfKey[] {
  const found: StudentOfKey[] = [];
  const { base, parts } = name;
  for (let first = 0; first < parts.length; first += 1) {
    for (let last = first; last < Math.min(first + 4, parts.length); last += 1) {
      const text = spanText(base, parts, first, last);
      if (/[0-9]/.test(text)) break;
      for (const writing of new Set([nameKey(text), nameKey(withoutLabels(text))])) {
        if (writing !== '') found.push(...lookup.byName(writing));
      }
    }
  }
  return distinct(found).slice(0, MAX_SAME_NAME);
}

/** Null where there is no name, or where a part of it was lost on the way ("?"), so that nothing can contradict it. */
function comparableName(name: string | null): string | null {
  if (name === null || /[?？\ufffd□〓]/u.test(name)) return null;
  const key = comparable(name);
  return key === '' ? null : key;
}

/** File systems and people drop dots, spaces and capitals, so they do not count here. */
function comparable(text: string): string {
  return nameKey(text)
    .replace(/[\p{P}\p{S}\p{Z}]/gu, '')
    .toLowerCase();
}

function letterCount(text: string): number {
  return Array.from(text.matchAll(/[\p{L}\p{Co}\u3007]/gu)).length;
}

function distinct(students: readonly StudentOfKey[]): StudentOfKey[] {
  return [...new Map(students.map((student) => [student.student, student])).values()];
}
