import type { PhotoRole } from './photoStandard.ts';

/** What a person says of a photo: 正确 or 有问题. */
export const PHOTO_VERDICTS = ['correct', 'wrong'] as const;
export type PhotoVerdict = (typeof PHOTO_VERDICTS)[number];

/**
 * Why a photo is wrong. 教毕指〔2017〕99号 asks for pixels and file (size), an even background of a set colour
 * (background), the head's place and size (framing), no glare (light), ears and eyebrows seen (covered), a bare head,
 * no jewellery, no coloured or contact lenses (adornment), no retouching, mirroring or turning (altered), a picture
 * of the last year (reused). Students' sites that list why photos came back add half-lit faces (light), teeth shown
 * (teeth), a picture taken of a picture (recaptured), and the 录取照片 used again (reused). 不是本人 is what 人像比对
 * looks for, and what a mixed-up order at the shooting leads to. In the order of the keys 1 … 9, 0, -, =.
 */
export const PHOTO_REASONS = [
  'wrong-person',
  'background',
  'framing',
  'light',
  'covered',
  'teeth',
  'adornment',
  'altered',
  'recaptured',
  'size',
  'reused',
  'other',
] as const;
export type PhotoReason = (typeof PHOTO_REASONS)[number];

/** No standard is known for 录取照片, which the provinces' examination authorities take: it can be somebody else's. */
const ADMISSION_REASONS = ['wrong-person', 'other'] as const satisfies readonly PhotoReason[];

export function photoReasonsFor(role: PhotoRole): readonly PhotoReason[] {
  return role === 'graduation' ? PHOTO_REASONS : ADMISSION_REASONS;
}

/** `changed`: another photo of this role was reviewed; this one, which came in its place, was not. */
export const REVIEW_STATES = ['unreviewed', 'correct', 'wrong', 'changed'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

export interface PhotoReview {
  verdict: PhotoVerdict;
  /** Empty for a photo that is right. */
  reasons: readonly PhotoReason[];
  note: string;
}

/**
 * What is odd about a review before it is written, or null: a wrong photo names at least one reason of its role, a
 * right one names none; `other` alone says nothing without a note.
 */
export function reviewFault(review: PhotoReview, role: PhotoRole): 'no-reason' | 'reason' | 'no-note' | null {
  const { verdict, reasons, note } = review;
  if (verdict === 'correct') return reasons.length > 0 ? 'reason' : null;
  if (reasons.length === 0) return 'no-reason';
  const known = photoReasonsFor(role);
  if (reasons.some((reason) => !known.includes(reason))) return 'reason';
  return reasons.every((reason) => reason === 'other') && note.trim() === '' ? 'no-note' : null;
}
