import type { ShownRecord } from '../../shared/contract/counterWindow.ts';
import type { CounterAnswers, CounterMark, CounterPhotoReason } from '../../shared/domain/counterVisit.ts';
import type { StudentField } from '../../shared/domain/studentFields.ts';

/** What a student has pressed and written so far. */
export interface CounterDraft {
  marks: Partial<Record<StudentField, CounterMark>>;
  claims: Partial<Record<StudentField, string>>;
  photo: CounterMark | null;
  photoReason: CounterPhotoReason | null;
  comment: string;
}

export const EMPTY_DRAFT: CounterDraft = {
  marks: {},
  claims: {},
  photo: null,
  photoReason: null,
  comment: '',
};

/** How many things are not marked yet. */
export function leftOf(record: ShownRecord, draft: CounterDraft): number {
  const fields = record.fields.filter(({ field }) => draft.marks[field] === undefined).length;
  return fields + (record.askedPhoto !== null && draft.photo === null ? 1 : 0);
}

export function allCorrect(record: ShownRecord): Pick<CounterDraft, 'marks' | 'photo' | 'photoReason'> {
  return {
    marks: Object.fromEntries(record.fields.map(({ field }) => [field, 'correct'])),
    photo: record.askedPhoto === null ? null : 'correct',
    photoReason: null,
  };
}

/** The answers of a draft in which nothing is left. */
export function answersOf(record: ShownRecord, draft: CounterDraft): CounterAnswers {
  return {
    fields: record.fields.map(({ field }) => ({
      field,
      mark: draft.marks[field] ?? 'wrong',
      claimed: draft.marks[field] === 'wrong' ? draft.claims[field]?.trim() || null : null,
    })),
    photo:
      record.askedPhoto === null || draft.photo === null
        ? null
        : { mark: draft.photo, reason: draft.photo === 'wrong' ? draft.photoReason : null },
    comment: draft.comment.trim(),
  };
}
