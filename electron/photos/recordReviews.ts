import { AppError } from '../../shared/domain/errors.ts';
import { type PhotoReview, reviewFault } from '../../shared/domain/photoReview.ts';
import type { PhotoRole } from '../../shared/domain/photoStandard.ts';
import { batchRow, updatedCounts } from '../changes/batchRow.ts';
import type { MutationArgs, MutationName } from '../changes/mutations/mutations.ts';
import { reviewPhotos } from '../changes/mutations/reviewPhotos.ts';
import { reviewSteps, takeBackReviews } from '../changes/mutations/takeBackReviews.ts';
import type { WriteDb } from '../db/database.ts';

/** Each has to be looked up in the log; nobody presses U to get behind more. */
const MOST_PASSED_OVER = 20;
/** Reviews in one mutation. */
const CHUNK = 1_000;

export interface ReviewNeeds {
  db: WriteDb;
  clock: { now(): number };
  ids: { next(): string };
  actor: string;
  commit<Name extends MutationName>(name: Name, args: MutationArgs<Name>, batch?: string | null): void;
}

export interface ReviewEntry {
  role: PhotoRole;
  photos: readonly { student: string; hash: string }[];
  review: PhotoReview | null;
  /** The batch that this goes on with; another is begun where it is null, was undone, or is about the other role. */
  batch: string | null;
}

/**
 * A person's word on some photos. One batch holds all that they say in one go through the wall, so that the history
 * tells of one piece of work and not of thousands; each step of it can be taken back by itself as well. Photos that
 * are not the student's any more were not what the person saw: they are left out, and counted.
 * Errors: USAGE (a review without a reason, or with one that is none).
 */
export function recordReviews(
  needs: ReviewNeeds,
  { role, photos, review, batch: going }: ReviewEntry,
): { batch: string | null; reviewed: number; gone: number } {
  const { db, clock, ids, actor, commit } = needs;
  const fault = review && reviewFault(review, role);
  if (fault) throw new AppError('USAGE', { detail: fault });
  const current = photos.filter(({ student, hash }) => isCurrent(db, student, role, hash));
  const gone = photos.length - current.length;
  const said = current.filter((photo) => !saysSame(db, photo, role, review));
  if (said.length === 0) return { batch: going, reviewed: 0, gone };
  const at = clock.now();
  const held = going === null ? null : openBatch(db, going, role);
  const batch = held ? held.id : ids.next();
  db.transaction(() => {
    for (let start = 0; start < said.length; start += CHUNK) {
      const reviews = said.slice(start, start + CHUNK).map((photo) => ({ ...photo, review }));
      commit('photo.review', { role, at, actor, reviews }, batch);
    }
    if (held) recount(needs, held, said.length);
    else {
      const counts = updatedCounts(said.length);
      commit('row.save', batchRow({ ...HAND, id: batch, source: role, counts, at, actor }), batch);
    }
  });
  return { batch, reviewed: said.length, gone };
}

/**
 * Takes back the newest step of a batch that still stands. Answers with how many photos, 0: nothing was left; and how
 * many newer steps were passed over, since all of their photos were said anew elsewhere.
 */
export function takeBackReview(
  needs: ReviewNeeds,
  id: string,
  role: PhotoRole,
): { takenBack: number; passedOver: number } {
  const held = openBatch(needs.db, id, role);
  let passedOver = 0;
  for (const step of held ? reviewSteps(needs.db, id) : []) {
    // What the mutation will do, asked beforehand: the same rows give the same changes.
    const takenBack = takeBackReviews.run(needs.db, { step }).length;
    if (takenBack > 0) {
      needs.db.transaction(() => {
        needs.commit('photo.takeBack', { step }, id);
        recount(needs, held!, -takenBack);
      });
      return { takenBack, passedOver };
    }
    passedOver += 1;
    if (passedOver === MOST_PASSED_OVER) break;
  }
  return { takenBack: 0, passedOver };
}

function isCurrent(db: WriteDb, student: string, role: PhotoRole, hash: string): boolean {
  const photo = db
    .read<{ hash: string }>(
      'SELECT p.hash FROM photo p JOIN student s ON s.n = p.student_n WHERE s.id = ? AND p.role = ?',
    )
    .get(student, role);
  return photo?.hash === hash;
}

/** The same said twice is said once. */
function saysSame(
  db: WriteDb,
  { student, hash }: ReviewEntry['photos'][number],
  role: PhotoRole,
  review: PhotoReview | null,
): boolean {
  const reviews = [{ student, hash, review }];
  return reviewPhotos.run(db, { role, at: 0, actor: '', reviews }).length === 0;
}

const HAND = {
  kind: 'review',
  file: '',
  format: '',
  encoding: null,
  sheet: null,
  headerRow: null,
  campaign: null,
} as const;

interface OpenBatch {
  id: string;
  counts: string;
}

function openBatch(db: WriteDb, id: string, role: PhotoRole): OpenBatch | null {
  return (
    db
      .read<OpenBatch>(
        `SELECT id, counts FROM batch WHERE id = ? AND kind = 'review' AND source = ? AND undone_at IS NULL`,
      )
      .get(id, role) ?? null
  );
}

function recount({ commit }: ReviewNeeds, { id, counts }: OpenBatch, more: number): void {
  const { rows } = JSON.parse(counts) as { rows: number };
  commit(
    'row.save',
    {
      entity: 'batch',
      id,
      before: { counts },
      after: { counts: JSON.stringify(updatedCounts(Math.max(0, rows + more))) },
    },
    id,
  );
}
