import { type CodeField, canonicalTexts } from './codeTables.ts';
import { wordKey } from './wordKey.ts';

/** Beside what a word of a list says these turn it into its opposite, or into another one. */
const OTHERWISE = /[非未不无免]/;

/**
 * The word of a list that a word which no table knows probably means: the longest one that stands in it, or the one
 * that begins with it; null where it may be any of several. A suggestion only: 统招本科 for 本科.
 */
export function suggestCode(field: CodeField, text: string): string | null {
  const key = wordKey(text);
  if (key.length < 2) return null;
  if (field === 'grade') return suggestGrade(key);
  const words = canonicalTexts(field).map((word) => ({ word, key: wordKey(word) }));
  const inside = words.filter((each) => each.key.length >= 2 && key.includes(each.key));
  const longest = Math.max(0, ...inside.map((each) => each.key.length));
  const [first, second] = inside.filter((each) => each.key.length === longest);
  if (first && !second) return OTHERWISE.test(key.replace(first.key, '')) ? null : first.word;
  if (first) return null;
  const [begun, other] = words.filter((each) => each.key.startsWith(key));
  return begun && !other ? begun.word : null;
}

/** 22级 is the year 2022; of 2022届 only the end of the studies is known. */
function suggestGrade(key: string): string | null {
  const short = /^(\d\d)级?$/.exec(key);
  return short ? `20${short[1]}` : null;
}
