/** Beyond this many places the rest stands as it is typed. */
const MOST_PLACES = 3;

/**
 * The ways in which typed letters may be meant, in the pinyin that has v for ü (吕 lv, 女 nv, 略 lve): as they are, and
 * with what people type in its place: lü, lu, and the lyu of passports (domain notes §5). In small letters a to z.
 */
export function pinyinSpellings(typed: string): string[] {
  const letters = typed
    .toLowerCase()
    .replaceAll('ü', 'v')
    .replace(/[^a-z]/g, '');
  const parts = letters.split(/(?<=[ln])(yu|u)/);
  let spellings = [''];
  parts.forEach((part, at) => {
    const isPlace = at % 2 === 1 && at < 2 * MOST_PLACES;
    spellings = spellings.flatMap((one) => (isPlace ? [one + part, `${one}v`] : [one + part]));
  });
  return spellings;
}

/** Whether two letters can be no initials: no syllable begins with the second. */
export function isBeginningOfSyllable(letters: string): boolean {
  return letters.length === 2 && /[iuv]$/.test(letters);
}
