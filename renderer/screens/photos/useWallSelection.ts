import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhotoRole } from '../../../shared/domain/photoStandard.ts';
import { useUndo } from '../../state/undo.ts';
import { formatCount } from '../../ui/formatCount.ts';
import type { PhotoList } from './usePhotoList.ts';
import type { Reviewed } from './useReviews.ts';

/** Ranges are fetched by their pages; more are selected all at once (Ctrl+A). */
const LONGEST_RANGE = 10_000;

/** Which photos of the list are selected: by student, with the photo that was seen; or all of it. */
export function useWallSelection(photos: PhotoList, role: PhotoRole) {
  const { t } = useTranslation('students');
  const show = useUndo((state) => state.show);
  const [some, setSome] = useState<ReadonlyMap<string, string>>(new Map());
  const [isAll, setAll] = useState(false);
  const list = photos.list ?? '';
  return {
    count: isAll ? photos.total : some.size,
    has: (student: string) => isAll || some.has(student),
    which: (): Reviewed =>
      isAll ? { list } : { photos: [...some].map(([student, hash]) => ({ student, hash })) },
    /** null: none, or all. */
    students: (): string[] | null => (isAll || some.size === 0 ? null : [...some.keys()]),
    all: () => {
      setSome(new Map());
      setAll(photos.total > 0);
    },
    clear: () => {
      setSome(new Map());
      setAll(false);
    },
    toggle: (index: number) => {
      const item = photos.itemAt(index);
      const hash = item?.photos[role];
      if (!item || !hash) return;
      // From all, one is not taken away: that would mean to know all the others.
      setSome((before) => {
        const next = new Map(isAll ? [] : before);
        if (!next.delete(item.id)) next.set(item.id, hash);
        return next;
      });
      setAll(false);
    },
    range: async (from: number, to: number) => {
      const [low, high] = [Math.min(from, to), Math.max(from, to)];
      if (high - low >= LONGEST_RANGE) {
        show(t('select.tooMany', { most: formatCount(LONGEST_RANGE) }));
        return;
      }
      const found = await photos.photosOf(low, high);
      setAll(false);
      setSome(new Map(found.map(({ student, hash }) => [student, hash])));
    },
  };
}
