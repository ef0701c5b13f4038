// biome-ignore-all lint/a11y/useSemanticElements: rows that are not there can't be rows of a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid, which names the active row
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid takes the keys
import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons';
import { type PointerEvent, useEffect, useRef } from 'react';
import type { GridColumn, GridSort } from './gridColumn.ts';

interface GridHeadProps<Row> {
  columns: readonly GridColumn<Row>[];
  sort: GridSort | null;
  onSort(key: string): void;
  onResize(column: string, width: number): void;
  allSelected: boolean;
  someSelected: boolean;
  onSelectAll(all: boolean): void;
  selectAllLabel: string;
}

const NARROWEST_PX = 56;

export function GridHead<Row>(props: GridHeadProps<Row>) {
  const { columns, sort, onSort, onResize, allSelected, someSelected, onSelectAll, selectAllLabel } = props;
  const all = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (all.current) all.current.indeterminate = someSelected && !allSelected;
  }, [someSelected, allSelected]);

  const startResize = (event: PointerEvent<HTMLSpanElement>, column: string) => {
    const cell = event.currentTarget.parentElement;
    if (!cell) return;
    event.preventDefault();
    event.stopPropagation();
    const handle = event.currentTarget;
    const startX = event.clientX;
    const startWidth = cell.getBoundingClientRect().width;
    handle.setPointerCapture(event.pointerId);
    const onMove = (move: globalThis.PointerEvent) =>
      onResize(column, Math.max(NARROWEST_PX, Math.round(startWidth + move.clientX - startX)));
    const onUp = () => {
      handle.removeEventListener('pointermove', onMove);
      handle.removeEventListener('pointerup', onUp);
      handle.removeEventListener('pointercancel', onUp);
    };
    handle.addEventListener('pointermove', onMove);
    handle.addEventListener('pointerup', onUp);
    handle.addEventListener('pointercancel', onUp);
  };

  return (
    <div className="grid-head" role="row" aria-rowindex={1}>
      <div className="grid-cell grid-check" role="columnheader" aria-colindex={1}>
        <input
          ref={all}
          type="checkbox"
          aria-label={selectAllLabel}
          checked={allSelected}
          onChange={(event) => onSelectAll(event.target.checked)}
        />
        <span className="visually-hidden">{selectAllLabel}</span>
      </div>
      {columns.map((column, position) => {
        const sorted = sort !== null && column.sortKey === sort.key;
        const direction = sorted ? (sort.descending ? 'descending' : 'ascending') : 'none';
        const { sortKey } = column;
        return (
          <div
            key={column.id}
            className={position === 0 ? 'grid-cell grid-first' : 'grid-cell'}
            role="columnheader"
            aria-colindex={position + 2}
            aria-sort={sortKey === null ? undefined : direction}
          >
            {sortKey === null ? (
              <span className="grid-title">{column.title}</span>
            ) : (
              <button type="button" className="grid-title" onClick={() => onSort(sortKey)}>
                {column.title}
                <span className="grid-arrow" aria-hidden>
                  {sorted && (sort.descending ? <CaretDownOutlined /> : <CaretUpOutlined />)}
                </span>
              </button>
            )}
            <span className="grid-resize" onPointerDown={(event) => startResize(event, column.id)} />
          </div>
        );
      })}
    </div>
  );
}
