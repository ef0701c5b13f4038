import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordReviews, takeBackReview } from '../../electron/photos/recordReviews.ts';
import { PHOTO_REASONS, type PhotoReview } from '../../shared/domain/photoReview.ts';
import { tablesOf } from '../harness/storeInvariants.ts';
import { type StoreScene, scene } from '../harness/storeScene.ts';

const CORRECT: PhotoReview = { verdict: 'correct', reasons: [], note: '' };
const GLARE: PhotoReview = { verdict: 'wrong', reasons: ['light'], note: '眼镜反光' };

function needsOf(made: StoreScene, actor = '测试员') {
  return {
    db: made.db,
    clock: { now: () => made.now },
    ids: { next: () => made.nextId() },
    actor,
    commit: made.write.bind(made),
  };
}

function threePhotos(made: StoreScene): { students: string[]; photos: { student: string; hash: string }[] } {
  const { rows } = made.importRoster(
    'chsi',
    ['1', '2', '3'].map((studentNo) => ({ studentNo, name: `学生${studentNo}` })),
  );
  const students = rows.map(({ student }) => student!);
  const photos = students.map((student, index) => ({ student, hash: `h${index}` }));
  made.photos('graduation', photos);
  return { students, photos };
}

const reviews = (made: StoreScene) =>
  made.db
    .read<{ hash: string; verdict: string; reasons: string; note: string; at: number; actor: string }>(
      'SELECT hash, verdict, reasons, note, at, actor FROM photo_review ORDER BY hash',
    )
    .all();
const rowsOf = (made: StoreScene, batch: string) =>
  JSON.parse(
    made.db.read<{ counts: string }>('SELECT counts FROM batch WHERE id = ?').get(batch)!.counts,
  ) as { rows: number };

describe('reviews of photos', () => {
  it(
    'are one batch for one way through the wall, each step of which can be taken back, and the whole as well',
    scene(async (made) => {
      const { photos } = threePhotos(made);
      const needs = needsOf(made);
      const before = tablesOf(made.db);
      const say = (index: number, review: PhotoReview | null, batch: string | null) =>
        recordReviews(needs, { role: 'graduation', photos: [photos[index]!], review, batch });
      const { batch } = say(0, CORRECT, null);
      made.now += 1;
      expect(say(1, GLARE, batch)).toEqual({ batch, reviewed: 1, gone: 0 });
      expect(say(1, GLARE, batch)).toEqual({ batch, reviewed: 0, gone: 0 });
      made.now += 1;
      say(0, GLARE, batch);
      say(1, null, batch);
      expect(reviews(made).map(({ hash, verdict }) => [hash, verdict])).toEqual([['h0', 'wrong']]);
      expect(rowsOf(made, batch!).rows).toBe(4);
      expect(takeBackReview(needs, batch!, 'graduation')).toEqual({ takenBack: 1, passedOver: 0 });
      expect(reviews(made)[1]).toMatchObject({ hash: 'h1', verdict: 'wrong', reasons: '["light"]' });
      takeBackReview(needs, batch!, 'graduation');
      // As it was said then, at the time when it was.
      expect(reviews(made)[0]).toMatchObject({ hash: 'h0', verdict: 'correct', at: made.now - 2 });
      expect(rowsOf(made, batch!).rows).toBe(2);
      say(2, CORRECT, batch);
      expect(await made.undo(batch!)).toMatchObject({ kept: [] });
      expect(tablesOf(made.db)).toEqual(before);
      // Nothing is added to work that was taken back.
      expect(say(2, CORRECT, batch).batch).not.toBe(batch);
      expect(takeBackReview(needs, batch!, 'graduation')).toEqual({ takenBack: 0, passedOver: 0 });
    }),
  );

  it(
    'are of a photo, not of a place: a new photo was not looked at, and the old one that comes back was',
    scene(async (made) => {
      const { students, photos } = threePhotos(made);
      recordReviews(needsOf(made), { role: 'graduation', photos, review: CORRECT, batch: null });
      const newer = made.photos('graduation', [{ student: students[0]!, hash: 'new' }]);
      const current = () =>
        made.db
          .read<{ verdict: string | null }>(
            `SELECT r.verdict FROM photo p JOIN student s ON s.n = p.student_n LEFT JOIN photo_review r
             ON r.student_n = p.student_n AND r.role = p.role AND r.hash = p.hash WHERE s.id = ?`,
          )
          .get(students[0]!)!.verdict;
      expect(current()).toBe(null);
      expect(
        recordReviews(needsOf(made), { role: 'graduation', photos, review: GLARE, batch: null }),
      ).toMatchObject({ reviewed: 2, gone: 1 });
      await made.undo(newer);
      expect(current()).toBe('correct');
    }),
  );

  it(
    'name a reason of the role where a photo is wrong, and none where it is right',
    scene((made) => {
      const { photos } = threePhotos(made);
      const say = (review: PhotoReview, role: 'admission' | 'graduation' = 'graduation') =>
        recordReviews(needsOf(made), { role, photos, review, batch: null });
      expect(() => say({ verdict: 'wrong', reasons: [], note: '不好看' })).toThrow('USAGE');
      expect(() => say({ verdict: 'wrong', reasons: ['other'], note: ' ' })).toThrow('USAGE');
      expect(() => say({ verdict: 'correct', reasons: ['light'], note: '' })).toThrow('USAGE');
      expect(() => say({ verdict: 'wrong', reasons: ['background'], note: '' }, 'admission')).toThrow(
        'USAGE',
      );
      expect(reviews(made)).toEqual([]);
    }),
  );

  it(
    'said anew by somebody else are kept when the earlier work is undone, and told',
    scene(async (made) => {
      const { students, photos } = threePhotos(made);
      const entry = { role: 'graduation', review: CORRECT, batch: null } as const;
      const first = recordReviews(needsOf(made), { ...entry, photos });
      made.now += 1;
      recordReviews(needsOf(made, '另一人'), { ...entry, photos: [photos[1]!], review: GLARE });
      const undone = await made.undo(first.batch!);
      expect(undone.kept.map(({ student, fields }) => [student, fields])).toEqual([
        [students[1], ['review']],
      ]);
      expect(reviews(made).map(({ hash, actor }) => [hash, actor])).toEqual([['h1', '另一人']]);
    }),
  );

  it(
    'said anew by somebody else do not keep the steps before from being taken back',
    scene((made) => {
      const { photos } = threePhotos(made);
      const needs = needsOf(made);
      const say = (index: number, review: PhotoReview, batch: string | null) =>
        recordReviews(needs, { role: 'graduation', photos: [photos[index]!], review, batch }).batch;
      const batch = say(0, CORRECT, null);
      say(1, CORRECT, batch);
      say(2, CORRECT, batch);
      say(1, GLARE, null);
      say(2, GLARE, null);
      expect(takeBackReview(needs, batch!, 'graduation')).toEqual({ takenBack: 1, passedOver: 2 });
      expect(reviews(made).map(({ hash, verdict }) => [hash, verdict])).toEqual([
        ['h1', 'wrong'],
        ['h2', 'wrong'],
      ]);
      expect(takeBackReview(needs, batch!, 'graduation')).toEqual({ takenBack: 0, passedOver: 2 });
    }),
  );

  it('leave the tables as they were after any way of saying and taking back, once undone', async () => {
    const review = fc.oneof(
      fc.constant(null),
      fc.constant(CORRECT),
      fc
        .subarray([...PHOTO_REASONS], { minLength: 1 })
        .map((reasons): PhotoReview => ({ verdict: 'wrong', reasons, note: '看过' })),
    );
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ photo: fc.nat(2), review }) },
      { weight: 1, arbitrary: fc.constant('back' as const) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        await scene(async (made) => {
          const { photos } = threePhotos(made);
          const before = tablesOf(made.db);
          let batch: string | null = null;
          for (const one of steps) {
            made.now += 1;
            if (one === 'back') {
              if (batch !== null) takeBackReview(needsOf(made), batch, 'graduation');
              continue;
            }
            const entry = { role: 'graduation', photos: [photos[one.photo]!], review: one.review } as const;
            ({ batch } = recordReviews(needsOf(made), { ...entry, batch }));
          }
          if (batch === null) return;
          expect((await made.undo(batch)).kept).toEqual([]);
          expect(tablesOf(made.db)).toEqual(before);
        })();
      }),
      { numRuns: 40 },
    );
  });
});
