/**
 * Parts of the wall. `to-review`: has a photo that nobody has looked at yet. `retake`: the photo is missing, was
 * refused, or does not meet the standard and nobody has said that it will do.
 */
export const WALL_PARTS = ['to-review', 'found', 'correct', 'wrong', 'missing', 'retake', 'all'] as const;
export type WallPart = (typeof WALL_PARTS)[number];
