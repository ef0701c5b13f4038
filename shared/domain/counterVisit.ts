import type { StudentField } from './studentFields.ts';

/** What a student at the counter says of one field, or of a photo. */
export const COUNTER_MARKS = ['correct', 'wrong'] as const;
export type CounterMark = (typeof COUNTER_MARKS)[number];

/** Why a student says that the photo is wrong, in words that need no guide. */
export const COUNTER_PHOTO_REASONS = ['not-me', 'unclear', 'other'] as const;
export type CounterPhotoReason = (typeof COUNTER_PHOTO_REASONS)[number];

/** Characters that a student may write: what should stand in a field, and as a remark. */
export const MAX_CLAIM = 100;
export const MAX_COMMENT = 500;
export const MAX_SIGNED_NAME = 60;
/** A drawn signature as a PNG: bytes, and pixels either way. */
export const MAX_SIGNATURE_BYTES = 300_000;
export const MAX_SIGNATURE_SIDE = 2_000;

/** Seconds without a touch after which the student's window warns, and how long it then waits before it clears. */
export const IDLE_SECONDS = { usual: 90, least: 15, most: 900 } as const;
export const IDLE_WARNING_SECONDS = 20;

export interface CounterFieldAnswer {
  field: StudentField;
  mark: CounterMark;
  /** What should stand there, as the student says; null: correct, or not said. Never taken for a value. */
  claimed: string | null;
  /** What stood there, as the student saw it, numbers masked; absent in answers of before this was kept. */
  shown?: string | null;
}

export interface CounterPhotoAnswer {
  mark: CounterMark;
  reason: CounterPhotoReason | null;
}

export interface CounterAnswers {
  fields: CounterFieldAnswer[];
  /** Null where the campaign does not cover a photo, or there is none. */
  photo: CounterPhotoAnswer | null;
  comment: string;
}

/** One thing that was said to be wrong makes the whole wrong. */
export function counterVerdict({ fields, photo }: CounterAnswers): CounterMark {
  const marks = [...fields.map(({ mark }) => mark), ...(photo ? [photo.mark] : [])];
  return marks.includes('wrong') ? 'wrong' : 'correct';
}

/**
 * What was said to be wrong as a class sheet would have it (性别应为女；照片有误：不是本人), so that whatever reads the
 * corrections of sheets (readCorrections) reads these.
 */
export function counterNote(
  { fields, photo, comment }: CounterAnswers,
  words: { label(field: StudentField): string; reason(reason: CounterPhotoReason): string },
): string {
  // What separates clauses must not come from within one.
  const plain = (text: string) => text.replaceAll(/[;；。\n]+/g, ' ').trim();
  const clauses = fields
    .filter(({ mark }) => mark === 'wrong')
    .map(({ field, claimed }) =>
      claimed === null ? `${words.label(field)}有误` : `${words.label(field)}应为${plain(claimed)}`,
    );
  if (photo?.mark === 'wrong') {
    clauses.push(photo.reason === null ? '照片有误' : `照片有误：${words.reason(photo.reason)}`);
  }
  if (plain(comment) !== '') clauses.push(plain(comment));
  return clauses.join('；');
}
