import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { WallItem, WallQuery } from '../../../shared/contract/photos.ts';
import { core, orpc } from '../../rpc/core.ts';

/** Photos per call. */
const PAGE = 100;

export interface PhotoList {
  /** null: not opened yet. */
  list: string | null;
  total: number;
  /** undefined: not here yet; null: the student is gone. */
  itemAt(index: number): WallItem | null | undefined;
  onRange(first: number, last: number): void;
  /** The photos of items `from` to `to` (inclusive), by student. */
  photosOf(from: number, to: number): Promise<{ student: string; hash: string }[]>;
  error: unknown;
  /** Opens the list anew, with what belongs to it by now. */
  reopen(): void;
}

/**
 * A list of the wall in windows of a hundred. Which photos it has stays as it was when it was opened, so that nothing
 * moves while a person reviews; what is shown of each follows every commit.
 */
export function usePhotoList(wall: WallQuery): PhotoList {
  const queryClient = useQueryClient();
  const [opened, setOpened] = useState<{ list: string; total: number; wall: WallQuery } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [generation, setGeneration] = useState(0);
  const [range, setRange] = useState({ first: 0, last: 0 });
  const reopen = useCallback(() => setGeneration((before) => before + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation opens the same list anew
  useEffect(() => {
    const controller = new AbortController();
    setError(null);
    core.photos
      .openWall(wall, { signal: controller.signal })
      .then((made) => setOpened({ ...made, wall }))
      .catch((failed: unknown) => {
        if (!controller.signal.aborted) setError(failed);
      });
    return () => controller.abort();
  }, [wall, generation]);

  const list = opened?.list ?? '';
  const optionsOf = (page: number) => ({
    ...orpc.photos.wallPage.queryOptions({ input: { list, offset: page * PAGE, limit: PAGE } }),
    staleTime: 60_000,
    gcTime: 60_000,
    // A core that began anew knows no list of the one before.
    retry: false,
  });
  const firstPage = Math.floor(range.first / PAGE);
  const lastPage = Math.floor(Math.max(range.first, range.last - 1) / PAGE);
  const upper = useQuery({ ...optionsOf(firstPage), enabled: opened !== null && opened.total > 0 });
  const lower = useQuery({ ...optionsOf(lastPage), enabled: opened !== null && lastPage !== firstPage });
  // Named here, so that the wall is drawn again when a page comes.
  void [upper.data, lower.data];
  const lost = opened !== null && (upper.isError || lower.isError);
  useEffect(() => {
    if (lost) reopen();
  }, [lost, reopen]);

  return {
    list: opened?.list ?? null,
    total: opened?.total ?? 0,
    itemAt: (index) => {
      const page = Math.floor(index / PAGE);
      const data =
        page === firstPage
          ? upper.data
          : page === lastPage
            ? lower.data
            : queryClient.getQueryData(optionsOf(page).queryKey);
      return data?.items[index - page * PAGE];
    },
    onRange: useCallback(
      (first: number, last: number) =>
        setRange((before) => (before.first === first && before.last === last ? before : { first, last })),
      [],
    ),
    photosOf: async (from, to) => {
      const role = opened?.wall.role ?? 'graduation';
      const photos: { student: string; hash: string }[] = [];
      for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page += 1) {
        const { items } = await queryClient.ensureQueryData(optionsOf(page));
        for (const item of items.slice(Math.max(0, from - page * PAGE), to - page * PAGE + 1)) {
          const hash = item?.photos[role];
          if (item && hash) photos.push({ student: item.id, hash });
        }
      }
      return photos;
    },
    error,
    reopen,
  };
}
