// biome-ignore-all lint/a11y/useSemanticElements: rows that are not there can't be rows of a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid, which names the active row
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid takes the keys
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { isTyping } from '../isTyping.ts';
import { type GridActions, GridCells } from './GridCells.tsx';
import { GridHead } from './GridHead.tsx';
import type { GridColumn, GridSort } from './gridColumn.ts';
import { moveActive } from './moveActive.ts';
import {
  clampContentTop,
  contentTopOf,
  contentTopToShow,
  elementTopOf,
  isScaled,
  scrollScale,
  visibleRows,
} from './scrollScale.ts';
import './VirtualGrid.css';

const ROW_HEIGHT = 32;
const HEAD_HEIGHT = 32;
/** Rows drawn beyond what is in sight, so that scrolling does not show their making. */
const SPARE_ROWS = 8;
/** Rows that share one origin: few enough for exact places, however far down the list. */
const STRETCH_ROWS = 10_000;

export interface GridHandle {
  focus(): void;
  /** Brings a row into sight. */
  show(index: number): void;
}

export interface VirtualGridProps<Row> {
  ref?: Ref<GridHandle>;
  label: string;
  /** How many rows there are in all; any number. */
  total: number;
  columns: readonly GridColumn<Row>[];
  /** undefined: not here yet; a placeholder is drawn. */
  rowAt(index: number): Row | undefined;
  /** The rows that are drawn now (last exclusive): what has to be fetched. */
  onRange(first: number, last: number): void;
  active: number;
  onActive(index: number): void;
  onOpen(index: number): void;
  isRowSelected(row: Row): boolean;
  allSelected: boolean;
  someSelected: boolean;
  onToggle(index: number): void;
  onSelectRange(from: number, to: number): void;
  onSelectAll(all: boolean): void;
  sort: GridSort | null;
  onSort(key: string): void;
  onResize(column: string, width: number): void;
  /** Old rows are shown while new ones are fetched. */
  busy: boolean;
  /** A change of it scrolls to the top: another list. */
  listKey: string;
  /** Shown in place of rows when there are none. */
  empty: ReactNode;
  selectAllLabel: string;
}

/** A table over any number of rows of one height, of which only those in sight exist. */
export function VirtualGrid<Row>(props: VirtualGridProps<Row>) {
  const { total, columns, rowAt, onRange, active, listKey } = props;
  const box = useRef<HTMLDivElement>(null);
  const idPrefix = useId();
  const [viewport, setViewport] = useState(0);
  const [contentTop, setContentTop] = useState(0);
  const expectedElementTop = useRef(0);
  const anchor = useRef<number | null>(null);
  const scale = scrollScale(total, ROW_HEIGHT, viewport);
  const top = clampContentTop(scale, contentTop);
  const { first, last } = visibleRows(top, viewport, ROW_HEIGHT, total, SPARE_ROWS);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setViewport(Math.max(0, element.clientHeight - HEAD_HEIGHT));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => onRange(first, last), [first, last, onRange]);

  const goTo = useCallback(
    (nextTop: number) => {
      const element = box.current;
      if (!element) return;
      const clamped = clampContentTop(scale, nextTop);
      element.scrollTop = elementTopOf(scale, clamped);
      expectedElementTop.current = element.scrollTop;
      setContentTop(clamped);
    },
    [scale],
  );
  const goToRef = useRef(goTo);
  goToRef.current = goTo;
  const showRef = useRef((_: number) => {});
  showRef.current = (index) => {
    if (viewport > 0) goTo(contentTopToShow(index, top, viewport, ROW_HEIGHT));
  };
  useImperativeHandle(
    props.ref,
    () => ({ focus: () => box.current?.focus(), show: (index) => showRef.current(index) }),
    [],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useLayoutEffect(() => {
    goToRef.current(0);
    anchor.current = null;
  }, [listKey]);

  // A scaled list is moved by the wheel itself: the browser would move it many rows with each pixel.
  const scaled = isScaled(scale);
  const topRef = useRef(top);
  topRef.current = top;
  useEffect(() => {
    const element = box.current;
    if (!element || !scaled) return;
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? ROW_HEIGHT : 1;
      topRef.current += event.deltaY * unit;
      goToRef.current(topRef.current);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [scaled]);

  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    // What we set ourselves has its exact place already; the element's own is only as fine as its pixels.
    if (scaled && Math.abs(element.scrollTop - expectedElementTop.current) < 1.5) return;
    expectedElementTop.current = element.scrollTop;
    setContentTop(contentTopOf(scale, element.scrollTop));
  };

  const activate = (index: number) => {
    props.onActive(index);
    goTo(contentTopToShow(index, top, viewport, ROW_HEIGHT));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (isTyping(event.target) || event.altKey) return;
    const control = event.ctrlKey || event.metaKey;
    const pageRows = Math.max(1, Math.floor(viewport / ROW_HEIGHT) - 1);
    if (event.target !== box.current && (event.key === 'Enter' || event.key === ' ')) return;
    const next = moveActive(event.key, active, total, pageRows);
    if (next !== null) {
      event.preventDefault();
      if (event.shiftKey) {
        anchor.current ??= Math.max(0, active);
        activate(next);
        props.onSelectRange(anchor.current, next);
      } else {
        anchor.current = null;
        activate(next);
      }
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault();
      props.onOpen(active);
    } else if (event.key === ' ' && active >= 0) {
      event.preventDefault();
      props.onToggle(active);
    } else if (control && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      props.onSelectAll(true);
    }
  };

  const onRowClick = (event: MouseEvent, index: number) => {
    // What was pressed inside a row must not keep the keys from the grid.
    box.current?.focus({ preventScroll: true });
    if (event.shiftKey) {
      anchor.current ??= Math.max(0, active);
      props.onActive(index);
      props.onSelectRange(anchor.current, index);
      return;
    }
    anchor.current = null;
    props.onActive(index);
    if (event.ctrlKey || event.metaKey) props.onToggle(index);
  };

  // The same object always, so that rows that stay are not drawn again with every step of a scroll.
  const latest = useRef(props);
  latest.current = props;
  const actions = useMemo<GridActions>(
    () => ({
      open: (index) => latest.current.onOpen(index),
      toggle: (index) => {
        box.current?.focus({ preventScroll: true });
        latest.current.onActive(index);
        latest.current.onToggle(index);
      },
    }),
    [],
  );

  const style = {
    '--grid-columns': `36px ${columns.map((column) => column.track).join(' ')}`,
    '--grid-width': `${columns.reduce((sum, column) => sum + column.minWidth, 36)}px`,
  } as CSSProperties;
  // Rows lie in a layer that moves; their own places change only from one stretch of rows to the next. The
  // elements are used again for the rows that come into sight: making new ones is what costs most in a scroll.
  const stretch = Math.floor(first / STRETCH_ROWS) * STRETCH_ROWS;
  const layerTop = elementTopOf(scale, top) - top + stretch * ROW_HEIGHT;
  const elements = Math.ceil(viewport / ROW_HEIGHT) + 2 * SPARE_ROWS + 2;
  const indexes = Array.from({ length: last - first }, (_, offset) => first + offset);
  const activeShown = active >= first && active < last;

  return (
    <div
      ref={box}
      className={props.busy ? 'grid busy' : 'grid'}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-busy={props.busy}
      aria-activedescendant={activeShown ? `${idPrefix}-${active}` : undefined}
      style={style}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <GridHead
        columns={columns}
        sort={props.sort}
        onSort={props.onSort}
        onResize={props.onResize}
        allSelected={props.allSelected}
        someSelected={props.someSelected}
        onSelectAll={props.onSelectAll}
        selectAllLabel={props.selectAllLabel}
      />
      {total === 0 ? (
        <div className="grid-empty">{props.empty}</div>
      ) : (
        <div className="grid-body" role="rowgroup" style={{ height: scale.elementHeight }}>
          <div className="grid-layer" role="presentation" style={{ top: layerTop }}>
            {indexes.map((index) => {
              const row = rowAt(index);
              const selected = row !== undefined && props.isRowSelected(row);
              return (
                <div
                  key={index % elements}
                  id={`${idPrefix}-${index}`}
                  className={`grid-row${index === active ? ' active' : ''}${selected ? ' selected' : ''}`}
                  role="row"
                  aria-rowindex={index + 2}
                  aria-selected={selected}
                  style={{ top: (index - stretch) * ROW_HEIGHT }}
                  onClick={(event) => onRowClick(event, index)}
                  onDoubleClick={() => props.onOpen(index)}
                >
                  <GridCells
                    row={row}
                    index={index}
                    selected={selected}
                    columns={columns}
                    actions={actions}
                  />
                </div>
              );
            })}
          </div>
        </div>
      )}
    </div>
  );
}
