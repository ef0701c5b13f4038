import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { StudentQuery, StudentRow } from '../../../shared/contract/students.ts';
import { orpc } from '../../rpc/core.ts';

/** Rows per call. */
export const PAGE_ROWS = 100;

export interface StudentPages {
  total: number;
  rowAt(index: number): StudentRow | undefined;
  /** Ids of the rows in and near sight, at most two windows. */
  near: readonly string[];
  /** Told by the grid: which rows are drawn now. */
  onRange(first: number, last: number): void;
  /** What is shown still belongs to the query before. */
  stale: boolean;
  /** Nothing has come yet, not even of an earlier query. */
  loading: boolean;
  error: unknown;
  retry(): void;
  /** The ids of rows `from` to `to` (inclusive), fetched where they are not here yet. */
  idsOf(from: number, to: number): Promise<string[]>;
}

interface Shown {
  total: number;
  rowAt(index: number): StudentRow | undefined;
}

const NOTHING: Shown = { total: 0, rowAt: () => undefined };

/**
 * The rows of a query in windows of a hundred, fetched as they come into sight. The rows of the query before stay
 * until the first of the new ones are here; calls that nobody waits for any more are cancelled.
 */
export function useStudentPages(query: StudentQuery): StudentPages {
  const queryClient = useQueryClient();
  const [pagesShown, setPagesShown] = useState({ firstPage: 0, lastPage: 0 });
  const shown = useRef<Shown>(NOTHING);

  const optionsOf = (page: number) =>
    orpc.students.page.queryOptions({
      input: { query, offset: page * PAGE_ROWS, limit: PAGE_ROWS },
      // A commit marks every page as old (useDataWatch); by itself only the clock changes a status.
      staleTime: 60_000,
      gcTime: 60_000,
    });

  const { firstPage, lastPage } = pagesShown;
  const upper = useQuery(optionsOf(firstPage));
  const lower = useQuery({ ...optionsOf(lastPage), enabled: lastPage !== firstPage });

  const here = upper.data ?? lower.data;
  if (here) {
    shown.current = {
      total: here.total,
      rowAt: (index) => {
        const page = Math.floor(index / PAGE_ROWS);
        const data = queryClient.getQueryData(optionsOf(page).queryKey);
        return data?.items[index - page * PAGE_ROWS];
      },
    };
  }
  const failed = [upper, lower].find((result) => result.isError);

  const onRange = useCallback((first: number, last: number) => {
    // What is drawn is far fewer than a hundred rows: it touches two windows at most.
    const next = {
      firstPage: Math.floor(first / PAGE_ROWS),
      lastPage: Math.floor(Math.max(first, last - 1) / PAGE_ROWS),
    };
    setPagesShown((before) =>
      before.firstPage === next.firstPage && before.lastPage === next.lastPage ? before : next,
    );
  }, []);
  const near = useMemo(
    () => [...(upper.data?.items ?? []), ...(lower.data?.items ?? [])].map(({ id }) => id),
    [upper.data, lower.data],
  );
  const idsOf = async (from: number, to: number) => {
    const ids: string[] = [];
    for (let page = Math.floor(from / PAGE_ROWS); page <= Math.floor(to / PAGE_ROWS); page += 1) {
      const { items } = await queryClient.ensureQueryData(optionsOf(page));
      const start = page * PAGE_ROWS;
      for (const row of items.slice(Math.max(0, from - start), to - start + 1)) ids.push(row.id);
    }
    return ids;
  };

  return {
    total: shown.current.total,
    rowAt: shown.current.rowAt,
    near,
    onRange,
    stale: here === undefined && !failed,
    loading: shown.current === NOTHING && !failed,
    error: here === undefined ? (failed?.error ?? null) : null,
    retry: () => void failed?.refetch(),
    idsOf,
  };
}
