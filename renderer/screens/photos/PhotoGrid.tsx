// biome-ignore-all lint/a11y/useSemanticElements: options that are not there can't be options of a <select>
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the box, which names the active photo
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the box takes the keys
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { WallItem } from '../../../shared/contract/photos.ts';
import {
  clampContentTop,
  contentTopOf,
  contentTopToShow,
  elementTopOf,
  isScaled,
  scrollScale,
  visibleRows,
} from '../../ui/grid/scrollScale.ts';
import { moveInWall } from './moveInWall.ts';
import { PhotoTile } from './PhotoTile.tsx';

const GAP = 8;
const PADDING = 16;
/** Name, number and findings below the picture. */
const CAPTION = 56;
const SPARE_ROWS = 2;

export interface PhotoGridHandle {
  focus(): void;
  show(index: number): void;
}

export interface PhotoGridProps {
  ref?: Ref<PhotoGridHandle>;
  label: string;
  total: number;
  /** Width of a picture, px. */
  size: number;
  role: 'admission' | 'graduation';
  itemAt(index: number): WallItem | null | undefined;
  onRange(first: number, last: number): void;
  active: number;
  onActive(index: number): void;
  isSelected(id: string): boolean;
  onSelectRange(from: number, to: number): void;
  onToggle(index: number): void;
  onOpen(index: number): void;
  /** Keys that do not move: whether it was one of the wall's. */
  onKey(event: KeyboardEvent<HTMLElement>): void;
  empty: ReactNode;
}

/** Pictures in rows, of which only those in sight exist, however many there are. */
export function PhotoGrid(props: PhotoGridProps) {
  const { total, size, active, onRange } = props;
  const box = useRef<HTMLDivElement>(null);
  const idPrefix = useId();
  const [viewport, setViewport] = useState({ width: 0, height: 0 });
  const [contentTop, setContentTop] = useState(0);
  const anchor = useRef<number | null>(null);
  const columns = Math.max(1, Math.floor((viewport.width - 2 * PADDING + GAP) / (size + GAP)));
  const rowHeight = Math.round((size * 4) / 3) + CAPTION + GAP;
  const rows = Math.ceil(total / columns);
  const scale = scrollScale(rows, rowHeight, viewport.height);
  const top = clampContentTop(scale, contentTop);
  const shown = visibleRows(top, viewport.height, rowHeight, rows, SPARE_ROWS);
  const first = shown.first * columns;
  const last = Math.min(total, shown.last * columns);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setViewport({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => onRange(first, last), [first, last, onRange]);

  const goTo = (nextTop: number) => {
    const clamped = clampContentTop(scale, nextTop);
    if (box.current) box.current.scrollTop = elementTopOf(scale, clamped);
    setContentTop(clamped);
  };
  const show = (index: number) =>
    goTo(contentTopToShow(Math.floor(index / columns), top, viewport.height, rowHeight));
  const showRef = useRef(show);
  showRef.current = show;
  useImperativeHandle(
    props.ref,
    () => ({ focus: () => box.current?.focus(), show: (index) => showRef.current(index) }),
    [],
  );
  // Another size or another window: what is looked at stays in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only these move it
  useLayoutEffect(() => {
    if (viewport.height > 0) showRef.current(active);
  }, [columns, rowHeight, viewport.height]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== box.current || event.altKey) return;
    const pageRows = Math.max(1, Math.floor(viewport.height / rowHeight));
    const next =
      event.ctrlKey || event.metaKey ? null : moveInWall(event.key, active, total, columns, pageRows);
    if (next === null) {
      props.onKey(event);
      return;
    }
    event.preventDefault();
    if (event.shiftKey) {
      anchor.current ??= active;
      props.onSelectRange(anchor.current, next);
    } else anchor.current = null;
    props.onActive(next);
    show(next);
  };
  const onClick = (event: MouseEvent, index: number) => {
    box.current?.focus({ preventScroll: true });
    if (event.shiftKey) {
      anchor.current ??= active;
      props.onSelectRange(anchor.current, index);
    } else {
      anchor.current = null;
      if (event.ctrlKey || event.metaKey) props.onToggle(index);
    }
    props.onActive(index);
  };
  const layerTop = elementTopOf(scale, top) - top + shown.first * rowHeight;
  return (
    <div
      ref={box}
      className="wall"
      role="listbox"
      tabIndex={0}
      aria-label={props.label}
      aria-multiselectable
      aria-activedescendant={active >= first && active < last ? `${idPrefix}-${active}` : undefined}
      style={{ '--wall-size': `${size}px`, '--wall-row': `${rowHeight - GAP}px` } as CSSProperties}
      onScroll={() => {
        const element = box.current;
        if (!element) return;
        if (isScaled(scale) && Math.abs(elementTopOf(scale, top) - element.scrollTop) < 1.5) return;
        setContentTop(contentTopOf(scale, element.scrollTop));
      }}
      onKeyDown={onKeyDown}
    >
      {total === 0 ? (
        <div className="wall-empty">{props.empty}</div>
      ) : (
        <div className="wall-body" role="presentation" style={{ height: scale.elementHeight + GAP }}>
          <div className="wall-layer" role="presentation" style={{ top: layerTop + GAP }}>
            {Array.from({ length: Math.max(0, last - first) }, (_, offset) => first + offset).map((index) => {
              const item = props.itemAt(index);
              const selected = item ? props.isSelected(item.id) : false;
              return (
                <div
                  key={index}
                  id={`${idPrefix}-${index}`}
                  role="option"
                  aria-selected={selected}
                  aria-setsize={total}
                  aria-posinset={index + 1}
                  className={`tile${index === active ? ' active' : ''}${selected ? ' selected' : ''}${item ? ` ${item.state}` : ''}`}
                  onClick={(event) => onClick(event, index)}
                  onDoubleClick={() => props.onOpen(index)}
                >
                  <PhotoTile item={item} role={props.role} size={size} />
                </div>
              );
            })}
          </div>
        </div>
      )}
    </div>
  );
}
