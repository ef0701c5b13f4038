/** The blocks of Unicode in which characters of names are found, in the order in which they are likely ones. */
export const CHARACTER_BLOCKS = [
  'basic',
  'extA',
  'extE',
  'extC',
  'extD',
  'extB',
  'extF',
  'extG',
  'extH',
  'extI',
  'compatibility',
  'radical',
  'privateUse',
  'other',
] as const;
export type CharacterBlock = (typeof CHARACTER_BLOCKS)[number];

const RANGES: readonly (readonly [from: number, to: number, block: CharacterBlock])[] = [
  [0x2e80, 0x2fdf, 'radical'],
  [0x3400, 0x4dbf, 'extA'],
  [0x4e00, 0x9fff, 'basic'],
  [0xe000, 0xf8ff, 'privateUse'],
  [0xf900, 0xfaff, 'compatibility'],
  [0x20000, 0x2a6df, 'extB'],
  [0x2a700, 0x2b73f, 'extC'],
  [0x2b740, 0x2b81f, 'extD'],
  [0x2b820, 0x2ceaf, 'extE'],
  [0x2ceb0, 0x2ebef, 'extF'],
  [0x2ebf0, 0x2ee5f, 'extI'],
  [0x2f800, 0x2fa1f, 'compatibility'],
  [0x30000, 0x3134f, 'extG'],
  [0x31350, 0x323af, 'extH'],
  [0xf0000, 0x10ffff, 'privateUse'],
];

export function blockOf(codePoint: number): CharacterBlock {
  return RANGES.find(([from, to]) => codePoint >= from && codePoint <= to)?.[2] ?? 'other';
}

/** `U+4DAE`, as tables write it. */
export function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
