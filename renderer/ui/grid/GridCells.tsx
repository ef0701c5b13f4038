// biome-ignore-all lint/a11y/useSemanticElements: rows that are not there can't be rows of a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid, which names the active row
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid takes the keys
import { memo } from 'react';
import type { GridColumn } from './gridColumn.ts';

export interface GridActions {
  open(index: number): void;
  toggle(index: number): void;
}

interface GridCellsProps<Row> {
  row: Row | undefined;
  index: number;
  selected: boolean;
  columns: readonly GridColumn<Row>[];
  actions: GridActions;
}

function Cells<Row>({ row, index, selected, columns, actions }: GridCellsProps<Row>) {
  const open = () => actions.open(index);
  return (
    <>
      <div
        className="grid-cell grid-check"
        role="gridcell"
        aria-colindex={1}
        onClick={(event) => {
          // With Shift it is the row that is meant: a range.
          if (event.shiftKey) return;
          event.stopPropagation();
          actions.toggle(index);
        }}
      >
        <input type="checkbox" tabIndex={-1} checked={selected} readOnly aria-hidden />
      </div>
      {columns.map((column, position) => (
        <div
          key={column.id}
          className={`grid-cell${column.numeric ? ' numbers' : ''}${position === 0 ? ' grid-first' : ''}`}
          role="gridcell"
          aria-colindex={position + 2}
        >
          {row === undefined ? <span className="grid-placeholder" /> : column.render(row, open)}
        </div>
      ))}
    </>
  );
}

/** The cells of one row; drawn again only when the row, its selection or the columns change. */
export const GridCells = memo(Cells) as typeof Cells;
