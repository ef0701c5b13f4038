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
 * 1 less the distance of two descriptions (docs/decisions/0018). The network was trained to keep two persons 0.6 apart,
 * here 0.4. Of 153 pairs of one real man 0.45 was the least; of 495 pairs of different persons 0.45 the most, and one
 * in a hundred had more than 0.39. Our own choice: few people, none of them photographed years apart.
 */
const ALIKE_FROM = 0.5;
const UNLIKE_BELOW = 0.38;

/** Null where nothing can be said. */
export function likenessHint(way: LikenessWay, value: number): LikenessHint | null {
  if (way === 'none') return null;
  if (value >= ALIKE_FROM) return 'alike';
  return value < UNLIKE_BELOW ? 'unlike' : 'unsure';
}
