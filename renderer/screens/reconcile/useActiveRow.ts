import { useEffect, useReducer, useRef } from 'react';
import type { ListPage, ListPages } from '../../ui/grid/useListPages.ts';
import type { GridHandle } from '../../ui/grid/VirtualGrid.tsx';

export interface ActiveRow<Row> {
  index: number;
  /** undefined: not here yet, or nothing is left to do. */
  row: Row | undefined;
  moveTo(index: number): void;
}

/**
 * The row that keys are about: the row itself, not its place. When rows above it go it moves up with them, and when
 * something has been decided of it (`isDone`) it is the next one, at once: what is pressed next is about what is shown.
 */
export function useActiveRow<Row>(
  pages: ListPages<ListPage<Row>>,
  keyOf: (row: Row) => string,
  isDone: (row: Row) => boolean,
  { listKey, grid }: { listKey: string; grid: { readonly current: GridHandle | null } },
): ActiveRow<Row> {
  const place = useRef<{ listKey: string; index: number; key: string | null }>({
    listKey,
    index: 0,
    key: null,
  });
  const [, draw] = useReducer((drawn: number) => drawn + 1, 0);
  if (place.current.listKey !== listKey) place.current = { listKey, index: 0, key: null };
  let { index } = place.current;
  const { key } = place.current;
  const isIt = (row: Row | undefined) => row !== undefined && keyOf(row) === key;
  if (key !== null && !isIt(pages.rowAt(index))) index = pages.indexOf(isIt) ?? index;
  index = Math.max(0, Math.min(index, pages.total - 1));
  index = nextOpen(pages, index, isDone);
  const row = pages.rowAt(index);
  place.current = { listKey, index, key: row === undefined ? key : keyOf(row) };
  // Whatever made it another row, it is to be in sight.
  useEffect(() => grid.current?.show(index), [index, grid]);
  return {
    index,
    row: row === undefined || isDone(row) ? undefined : row,
    moveTo: (next) => {
      const there = pages.rowAt(next);
      place.current = { listKey, index: next, key: there === undefined ? null : keyOf(there) };
      draw();
    },
  };
}

/** This row, or the next of which nothing has been decided yet, or the one before; itself when there is none. */
function nextOpen<Row>(pages: ListPages<ListPage<Row>>, from: number, isDone: (row: Row) => boolean): number {
  for (const step of [1, -1]) {
    for (let index = from; index >= 0 && index < pages.total; index += step) {
      const row = pages.rowAt(index);
      if (row === undefined) {
        if (step === 1) return index;
        break;
      }
      if (!isDone(row)) return index;
    }
  }
  return from;
}
