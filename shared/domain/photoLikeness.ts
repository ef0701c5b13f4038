/**
 * How alike 录取照片 and 学历照片 of one student are. A hint to look, never a verdict: the comparison that counts is
 * 学信网's (人像比对).
 */
export const LIKENESS_HINTS = ['alike', 'unsure', 'unlike'] as const;
export type LikenessHint = (typeof LIKENESS_HINTS)[number];

/** `face`: by descriptions of the only face in each. `picture`: both are one picture. `none`: nothing can be said. */
export const LIKENESS_WAYS = ['face', 'picture', 'none'] as const;
export type LikenessWay = (typeof LIKENESS_WAYS)[number];

/**
 * Cosines: the same 20 real faces altered (turned, cut, recompressed) had 0.82 to 0.96, different ones 0.21 to 0.60.
 * Photos years apart lie between. Our own choice, for want of pairs of real photos to measure on.
 */
const ALIKE_FROM = 0.65;
const UNLIKE_BELOW = 0.45;

/** Null where nothing can be said. */
export function likenessHint(way: LikenessWay, value: number): LikenessHint | null {
  if (way === 'none') return null;
  if (value >= ALIKE_FROM) return 'alike';
  return value < UNLIKE_BELOW ? 'unlike' : 'unsure';
}
