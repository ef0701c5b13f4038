import { NAME_DOT, nameKey } from './personName.ts';
import { withRealCharacters } from './privateUse.ts';

/** How two sources' values of a field differ: so that true differences stand out from ways of writing. */
export const DIFFERENCE_KINDS = [
  'dot',
  'space',
  'width',
  'case',
  'character',
  'cut',
  'writing',
  'other',
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

const DOTS = /[.·•・‧．∙⋅。]/gu;
const SPACES = /[\s\u200b-\u200f\u2060\ufeff]/gu;

const KINDS: readonly [DifferenceKind, (value: string) => string][] = [
  ['dot', (value) => value.replace(DOTS, NAME_DOT)],
  ['space', (value) => value.replace(SPACES, '')],
  ['width', (value) => value.normalize('NFKC')],
  ['case', (value) => value.toUpperCase()],
  ['character', withRealCharacters],
];

/** The shortest that is taken for a name cut off at the end (学信网 cuts 分院 after eight characters). */
const CUT_FROM = 4;

/** null: they do not differ, or one of them says nothing. */
export function differenceKind(
  left: string | null | undefined,
  right: string | null | undefined,
): DifferenceKind | null {
  if (left == null || right == null || left === right) return null;
  for (const [kind, fold] of KINDS) {
    if (fold(left) === fold(right)) return kind;
  }
  if (nameKey(left).toUpperCase() === nameKey(right).toUpperCase()) return 'writing';
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  if (short.length >= CUT_FROM && long.startsWith(short)) return 'cut';
  return 'other';
}
