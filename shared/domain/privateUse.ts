/**
 * Private-use code points that older GBK software gave to characters which have real ones today: the pairs that
 * GB 18030-2022 changed (those that occur in names), the six that stay private in two bytes, and U+E863 䶮
 * and U+E7C7 (domain notes §8). The vertical punctuation of the same table is here too, so that the table is whole.
 */
const PAIRS: readonly (readonly [number, number])[] = [
  [0xe78d, 0xfe10],
  [0xe78e, 0xfe12],
  [0xe78f, 0xfe11],
  [0xe790, 0xfe13],
  [0xe791, 0xfe14],
  [0xe792, 0xfe15],
  [0xe793, 0xfe16],
  [0xe794, 0xfe17],
  [0xe795, 0xfe18],
  [0xe796, 0xfe19],
  [0xe81e, 0x9fb4],
  [0xe826, 0x9fb5],
  [0xe82b, 0x9fb6],
  [0xe82c, 0x9fb7],
  [0xe832, 0x9fb8],
  [0xe843, 0x9fb9],
  [0xe854, 0x9fba],
  [0xe864, 0x9fbb],
  [0xe816, 0x20087],
  [0xe817, 0x20089],
  [0xe818, 0x200cc],
  [0xe831, 0x215d7],
  [0xe83b, 0x2298f],
  [0xe855, 0x241fe],
  [0xe7c7, 0x1e3f],
  [0xe863, 0x4dae],
];

export const PRIVATE_USE_TO_REAL: ReadonlyMap<string, string> = new Map(
  PAIRS.map(([from, to]) => [String.fromCodePoint(from), String.fromCodePoint(to)]),
);

export function isPrivateUse(codePoint: number): boolean {
  return (codePoint >= 0xe000 && codePoint <= 0xf8ff) || codePoint >= 0xf0000;
}

/** Every private-use character that the table knows as its real character; the others stay. */
export function withRealCharacters(text: string): string {
  return text.replace(/[\ue000-\uf8ff]/g, (character) => PRIVATE_USE_TO_REAL.get(character) ?? character);
}
