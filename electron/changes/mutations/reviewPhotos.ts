import { PHOTO_REASONS, type PhotoReview } from '../../../shared/domain/photoReview.ts';
import type { PhotoRole } from '../../../shared/domain/photoStandard.ts';
import type { ReadDb } from '../../db/database.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';
import { type Change, effectOf, ID_SEPARATOR, type PatchValue } from '../change.ts';
import type { Mutation } from './mutation.ts';

export interface ReviewPhotosArgs {
  role: PhotoRole;
  /** Epoch ms, and who says so. */
  at: number;
  actor: string;
  /** Each is about one photo by its bytes: what comes in its place later was not looked at. null: no review any more. */
  reviews: { student: string; hash: string; review: PhotoReview | null }[];
}

/** A row of `photo_review` without its key. */
export interface ReviewValues extends Record<string, PatchValue> {
  verdict: string;
  /** Codes as a JSON array, in the order of PHOTO_REASONS. */
  reasons: string;
  note: string;
  at: number;
  actor: string;
}

/** `photo.review`: what a person says of photos. Said again in other words it takes the place of what was said. */
export const reviewPhotos: Mutation<ReviewPhotosArgs> = {
  run(db, { role, at, actor, reviews }) {
    const changes: Change[] = [];
    for (const { student, hash, review } of reviews) {
      const n = studentNumberOf(db, student);
      if (n === null) continue;
      const before = reviewValues(db, n, role, hash);
      const effect = review === null ? withdrawal(before) : saying(before, review, { at, actor });
      if (!effect) continue;
      changes.push({ entity: 'review', entityId: [student, role, hash].join(ID_SEPARATOR), ...effect });
    }
    return changes;
  },
  logged: ({ role, reviews }) => ({ role, reviews: reviews.length }),
};

function saying(
  before: ReviewValues | null,
  { verdict, reasons, note }: PhotoReview,
  by: { at: number; actor: string },
) {
  const said = {
    verdict,
    reasons: JSON.stringify(PHOTO_REASONS.filter((reason) => reasons.includes(reason))),
    note: note.trim(),
  };
  // The same said twice is said once, at the time when it was said first.
  const isSame =
    before?.verdict === said.verdict && before.reasons === said.reasons && before.note === said.note;
  return isSame ? null : effectOf(before, { ...said, ...by });
}

function withdrawal(before: ReviewValues | null) {
  return before && effectOf(before, Object.fromEntries(Object.keys(before).map((field) => [field, null])));
}

/** All that is said of a student's photos, by what follows the student in the id of a review: role and hash. */
export function reviewsOf(db: ReadDb, studentN: number): Record<string, ReviewValues> {
  const rows = db
    .read<ReviewValues & { role: string; hash: string }>(
      'SELECT role, hash, verdict, reasons, note, at, actor FROM photo_review WHERE student_n = ? ORDER BY role, hash',
    )
    .all(studentN);
  return Object.fromEntries(
    rows.map(({ role, hash, ...values }) => [role + ID_SEPARATOR + hash, values as ReviewValues]),
  );
}

export function reviewValues(db: ReadDb, studentN: number, role: string, hash: string): ReviewValues | null {
  return (
    db
      .read<ReviewValues>(
        'SELECT verdict, reasons, note, at, actor FROM photo_review WHERE student_n = ? AND role = ? AND hash = ?',
      )
      .get(studentN, role, hash) ?? null
  );
}
