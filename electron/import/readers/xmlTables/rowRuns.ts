import type { Cell, SheetRow } from '../reader.ts';

/** Equal rows below each other, which some formats write once: a single row in most places. */
export interface RowRun {
  /** Of the first. */
  number: number;
  count: number;
  cells: Cell[];
  hidden: boolean;
}

/** One by one, each with cells of its own. */
export function* expandRuns(runs: readonly RowRun[]): Generator<SheetRow, void, undefined> {
  for (const { number, count, cells, hidden } of runs) {
    for (let index = 0; index < count; index++) {
      const row: SheetRow = { number: number + index, cells: index === 0 ? cells : cells.slice() };
      if (hidden) row.hidden = true;
      yield row;
    }
  }
}
