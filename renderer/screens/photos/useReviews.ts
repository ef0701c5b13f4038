import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhotoReview } from '../../../shared/domain/photoReview.ts';
import type { PhotoRole } from '../../../shared/domain/photoStandard.ts';
import { core } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch, undoNow } from '../../state/undoBatch.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';

interface Photo {
  student: string;
  hash: string;
}
export type Reviewed = { photos: Photo[] } | { list: string };
/** What U takes back: one photo, at a place of the list that is known while the list stays; or what was said of many. */
type Step = { at: number | null } | { batch: string };

/**
 * Says of photos what a person sees. One way through the wall is one batch, what is said of many at once a batch of
 * its own; U takes back either, the newest first.
 */
export function useReviews(role: PhotoRole) {
  const { t } = useTranslation('photos');
  const words = useWords();
  const queryClient = useQueryClient();
  const show = useUndo((state) => state.show);
  const batches = useRef<Partial<Record<PhotoRole, string>>>({});
  /** Newest last. */
  const steps = useRef<Record<PhotoRole, Step[]>>({ admission: [], graduation: [] });
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

  const takeBackMany = async (step: Extract<Step, { batch: string }>) => {
    const kept = await undoBatch(step.batch);
    steps.current[role] = steps.current[role].filter((other) => other !== step);
    return kept;
  };
  const tellGone = (gone: number) => {
    if (gone > 0) show(t('review.gone', { count: gone, formatted: formatCount(gone) }));
  };
  return {
    error,
    /**
     * Of the photo at a place of the list; it may still be on its way, and is none where the student has none.
     * Answers with null when it could not be saved.
     */
    one: (coming: Photo | Promise<Photo | undefined>, at: number, review: PhotoReview) =>
      inTurn(async () => {
        const photo = await coming;
        if (!photo) return { saved: 0 };
        const which = { photos: [photo] };
        const input = { role, which, review: { ...review, reasons: [...review.reasons] } };
        const result = await core.photos.review({ ...input, batch: batches.current[role] ?? null });
        if (result.batch !== null) batches.current[role] = result.batch;
        if (result.reviewed > 0) steps.current[role].push({ at });
        tellGone(result.gone);
        return { saved: result.reviewed };
      }),
    /** Answers with null when it could not be saved. */
    many: (which: Reviewed, review: PhotoReview) =>
      inTurn(async () => {
        const input = { role, which, review: { ...review, reasons: [...review.reasons] } };
        const { batch, reviewed, gone } = await core.photos.review({ ...input, batch: null });
        const said = t('review.done', {
          count: reviewed,
          formatted: formatCount(reviewed),
          verdict: words.photo.verdict(review.verdict),
        });
        if (batch !== null) {
          const step = { batch };
          steps.current[role].push(step);
          show(said, () => takeBackMany(step));
        }
        tellGone(gone);
        return { saved: reviewed };
      }),
    /** Answers with the place of the step that was taken back; null: there was none, or it has no place. */
    back: () =>
      inTurn(async () => {
        const ways = steps.current[role];
        const last = ways.at(-1);
        if (last && 'batch' in last) {
          await undoNow(() => takeBackMany(last), t('review.takenBackMany'));
          return null;
        }
        const batch = batches.current[role];
        const { takenBack, passedOver } = batch
          ? await core.photos.takeBack({ batch, role })
          : { takenBack: 0, passedOver: 0 };
        let step: Step | undefined;
        for (let popped = 0; popped <= passedOver; popped += 1) step = ways.pop();
        if (takenBack === 0) show(t(passedOver > 0 ? 'review.saidAnew' : 'review.nothingBack'));
        else if (passedOver === 0) show(t('review.takenBack'));
        else show(t('review.takenBackEarlier', { count: passedOver, formatted: formatCount(passedOver) }));
        return takenBack > 0 && step && 'at' in step ? step.at : null;
      }),
    forgetPlaces: () => {
      for (const ways of Object.values(steps.current))
        for (const step of ways) if ('at' in step) step.at = null;
    },
  };
}
