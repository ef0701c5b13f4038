import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';

/** Rows per call. */
const PAGE_ROWS = 100;
/** So many rows below those in sight are there before they are needed: keys go faster than answers. */
const AHEAD_ROWS = 40;

export interface ListPage<Row> {
  total: number;
  items: Row[];
}

export interface ListPages<Page extends ListPage<unknown>> {
  total: number;
  rowAt(index: number): Page['items'][number] | undefined;
  /** The first of the rows that are here of which this is true. */
  indexOf(isIt: (row: Page['items'][number]) => boolean): number | null;
  onRange(first: number, last: number): void;
  /** The newest of the pages in sight: what else the list tells. */
  page: Page | undefined;
  stale: boolean;
  loading: boolean;
  error: unknown;
  retry(): void;
}

/** A list of any length in windows of a hundred, fetched as they come into sight. `key` says which list it is. */
export function useListPages<Page extends ListPage<unknown>>(
  key: readonly unknown[],
  fetchPage: (page: { offset: number; limit: number }, signal: AbortSignal) => Promise<Page>,
): ListPages<Page> {
  const queryClient = useQueryClient();
  const [seen, setSeen] = useState({ firstPage: 0, lastPage: 0 });
  const shown = useRef<{ key: string; pages: Map<number, Page>; total: number } | null>(null);
  const keyText = JSON.stringify(key);
  const optionsOf = (page: number) => ({
    queryKey: ['list', ...key, page],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      fetchPage({ offset: page * PAGE_ROWS, limit: PAGE_ROWS }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  const { firstPage, lastPage } = seen;
  const upper = useQuery(optionsOf(firstPage));
  const lower = useQuery({ ...optionsOf(lastPage), enabled: lastPage !== firstPage });
  const here = upper.data ?? lower.data;
  if (here) {
    const pages = new Map<number, Page>();
    for (const page of [firstPage, lastPage]) {
      const data = queryClient.getQueryData<Page>(optionsOf(page).queryKey);
      if (data) pages.set(page, data);
    }
    shown.current = { key: keyText, pages, total: here.total };
  }
  const failed = [upper, lower].find((result) => result.isError);
  const onRange = useCallback((first: number, last: number) => {
    const firstPage = Math.floor(first / PAGE_ROWS);
    const needed = Math.floor(Math.max(first, last - 1) / PAGE_ROWS);
    const ahead = Math.floor(Math.max(first, last - 1 + AHEAD_ROWS) / PAGE_ROWS);
    const next = { firstPage, lastPage: Math.max(needed, Math.min(ahead, firstPage + 1)) };
    setSeen((before) =>
      before.firstPage === next.firstPage && before.lastPage === next.lastPage ? before : next,
    );
  }, []);
  const list = shown.current;
  return {
    total: list?.total ?? 0,
    rowAt: (index) => {
      const page = Math.floor(index / PAGE_ROWS);
      return list?.pages.get(page)?.items[index - page * PAGE_ROWS];
    },
    indexOf: (isIt) => {
      for (const [page, { items }] of list?.pages ?? []) {
        const at = items.findIndex(isIt);
        if (at >= 0) return page * PAGE_ROWS + at;
      }
      return null;
    },
    onRange,
    page: here,
    stale: here === undefined && !failed,
    loading: list === null && !failed,
    error: here === undefined ? (failed?.error ?? null) : null,
    retry: () => void failed?.refetch(),
  };
}
