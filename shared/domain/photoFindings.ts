import type { FindingCode } from './findings.ts';

/**
 * What may be odd about a photo that is kept, as finely as people look for it; the other codes of photos are about
 * files that were not taken. No more than 31: they are kept as bits.
 */
export const PHOTO_FINDINGS = [
  'twice',
  'look-alike',
  'face-none',
  'face-several',
  'head-eyes',
  'head-width',
  'head-hair',
  'head-centre',
  'head-tilt',
  'head-turn',
  'background-colour',
  'background-uneven',
  'size',
  'shape',
  'orientation',
  'colour',
  'not-jpeg',
  'damaged',
  'bytes',
] as const;
export type PhotoFindingKind = (typeof PHOTO_FINDINGS)[number];

/** By the code of a finding, or by code and case. */
const KINDS: Readonly<Record<string, PhotoFindingKind>> = {
  'PHOTO_FACE none': 'face-none',
  'PHOTO_FACE several': 'face-several',
  'PHOTO_FACE eyes': 'head-eyes',
  'PHOTO_FACE width': 'head-width',
  'PHOTO_FACE hair': 'head-hair',
  'PHOTO_FACE centre': 'head-centre',
  'PHOTO_FACE tilt': 'head-tilt',
  'PHOTO_FACE turn': 'head-turn',
  'PHOTO_BACKGROUND other-colour': 'background-colour',
  'PHOTO_BACKGROUND uneven': 'background-uneven',
  'PHOTO_SIZE other-size': 'size',
  'PHOTO_SIZE other-shape': 'shape',
  'PHOTO_SIZE orientation': 'orientation',
  PHOTO_COLOUR: 'colour',
  PHOTO_NOT_JPEG: 'not-jpeg',
  PHOTO_DAMAGED: 'damaged',
  PHOTO_BYTES: 'bytes',
};

/** Null: none that the wall tells. */
export function photoFindingKind(
  code: FindingCode,
  params: Readonly<Record<string, string | number>>,
): PhotoFindingKind | null {
  return KINDS[code] ?? KINDS[`${code} ${params.case}`] ?? null;
}

/** Whether a photo meets the standard that is chosen now; what is only worth a note does not count against it. */
export const PROFILE_VERDICTS = ['meets', 'fails', 'unjudged'] as const;
export type ProfileVerdict = (typeof PROFILE_VERDICTS)[number];

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
  'faces',
  'hair',
  'eyes',
  'width',
  'centre',
  'tilt',
  'turn',
] as const;
export type PhotoCheckItem = (typeof PHOTO_CHECKS)[number];

/** What a face check finds; nothing is known of them before faces were looked for. */
export const FACE_CHECKS = ['faces', 'hair', 'eyes', 'width', 'centre', 'tilt', 'turn'] as const;

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
