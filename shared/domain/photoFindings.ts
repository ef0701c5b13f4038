import type { FindingCode } from './findings.ts';

/** What may be odd about a photo that is kept; the other codes of photos are about files that were not taken. */
export const PHOTO_FINDINGS = [
  'PHOTO_TWICE',
  'PHOTO_FACE',
  'PHOTO_BACKGROUND',
  'PHOTO_SIZE',
  'PHOTO_COLOUR',
  'PHOTO_NOT_JPEG',
  'PHOTO_DAMAGED',
  'PHOTO_BYTES',
] as const satisfies readonly FindingCode[];
export type PhotoFindingCode = (typeof PHOTO_FINDINGS)[number];

/** What is measured of a photo and held against the standard, in the order in which people read it. */
export const PHOTO_CHECKS = [
  'format',
  'sound',
  'pixels',
  'upright',
  'colour',
  'dpi',
  'bytes',
  'background',
  'evenness',
] as const;
export type PhotoCheckItem = (typeof PHOTO_CHECKS)[number];

/** `note`: outside what is usual, yet no reason to refuse it. `none`: nothing is asked for, or it can't be told. */
export const CHECK_OUTCOMES = ['pass', 'fail', 'note', 'none'] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

export interface PhotoCheck {
  item: PhotoCheckItem;
  outcome: CheckOutcome;
  /** What the photo has and what is asked for, as numbers and codes; null: not known, nothing asked for. */
  is: Record<string, string | number> | null;
  wanted: Record<string, string | number> | null;
}

/** Why a student is to be photographed again, in the order in which it weighs. */
export const RETAKE_WHYS = ['missing', 'refused', 'flagged'] as const;
/**
 * `missing`: there is no 学历照片. `refused`: a person said 有问题 of the one there is. `flagged`: it does not meet the
 * standard, or is another student's as well, and nobody has said that it will do.
 */
export type RetakeWhy = (typeof RETAKE_WHYS)[number];
