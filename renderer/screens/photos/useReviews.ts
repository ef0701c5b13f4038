import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhotoReview } from '../../../shared/domain/photoReview.ts';
import type { PhotoRole } from '../../../shared/domain/photoStandard.ts';
import { core } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';

interface Photo {
  student: string;
  hash: string;
}
export type Reviewed = { photos: Photo[] } | { list: string };

/**
 * Says of photos what a person sees. One way through the wall is one batch; each step of it is taken back by U. What is
 * said of many at once is a batch of its own.
 */
export function useReviews(role: PhotoRole) {
  const { t } = useTranslation('photos');
  const words = useWords();
  const queryClient = useQueryClient();
  const show = useUndo((state) => state.show);
  const batches = useRef<Partial<Record<PhotoRole, string>>>({});
  /** Where the steps of this way were, newest last. */
  const steps = useRef<number[]>([]);
  // One after the other, in the order of the keys: the second must know the batch of the first.
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const [error, setError] = useState<unknown>(null);

  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result | null> => {
    const mine = turn.current.then(work).then(
      (result) => {
        setError(null);
        void queryClient.invalidateQueries();
        return result;
      },
      (failed: unknown) => {
        setError(failed);
        return null;
      },
    );
    turn.current = mine;
    return mine;
  };

  const tellGone = (gone: number) => {
    if (gone > 0) show(t('review.gone', { count: gone, formatted: formatCount(gone) }));
  };
  return {
    error,
    /** Of the photo at a place of the list; it may still be on its way, and is none where the student has none. */
    one: (coming: Photo | Promise<Photo | undefined>, at: number, review: PhotoReview) =>
      inTurn(async () => {
        const photo = await coming;
        if (!photo) return;
        const which = { photos: [photo] };
        const input = { role, which, review: { ...review, reasons: [...review.reasons] } };
        const result = await core.photos.review({ ...input, batch: batches.current[role] ?? null });
        if (result.batch !== null) batches.current[role] = result.batch;
        if (result.reviewed > 0) steps.current.push(at);
        tellGone(result.gone);
      }),
    many: (which: Reviewed, review: PhotoReview) =>
      inTurn(async () => {
        const input = { role, which, review: { ...review, reasons: [...review.reasons] } };
        const { batch, reviewed, gone } = await core.photos.review({ ...input, batch: null });
        const said = t('review.done', {
          count: reviewed,
          formatted: formatCount(reviewed),
          verdict: words.photo.verdict(review.verdict),
        });
        if (batch !== null) show(said, () => undoBatch(batch));
        tellGone(gone);
      }),
    /** Answers with the place of the step that was taken back; null: there was none. */
    back: () =>
      inTurn(async () => {
        const batch = batches.current[role];
        const at = steps.current.pop();
        const takenBack = batch ? (await core.photos.takeBack({ batch, role })).takenBack : 0;
        show(takenBack > 0 ? t('review.takenBack') : t('review.nothingBack'));
        return takenBack > 0 && at !== undefined ? at : null;
      }),
    forgetPlaces: () => {
      steps.current = [];
    },
  };
}
