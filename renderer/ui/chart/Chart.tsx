import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Picture, PictureItem } from '../../../shared/pictures/picture.ts';
import { besideLine } from './besideLine.ts';
import type { initChart } from './initChart.ts';
import './Chart.css';

type Instance = ReturnType<typeof initChart>;

/** How far a key goes among the parts of a picture. */
const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -20,
  PageDown: 20,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/**
 * A picture of figures, drawn on a canvas as large as its place, in the page's own type. What it says stands in words
 * as well (`label`, and the text beside it): a canvas has none. Its parts, if it has any, are gone through with the arrow
 * keys, each said below the picture; a click or Enter opens one.
 */
export function Chart<Target>({
  picture,
  label,
  onOpen = null,
}: {
  picture: Picture<Target>;
  label: string;
  onOpen?: ((target: Target) => void) | null;
}) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<Instance | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const { option, items, linesAtOnce } = picture;
  const chosen = useRef<{ said: string | null; open: typeof onOpen }>({ said: null, open: onOpen });
  chosen.current.open = onOpen;

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let gone = false;
    let leave = () => {
      gone = true;
    };
    // Drawn anew for another size or newer figures, the same part stays chosen; of another picture none is.
    const kept = items.findIndex(({ label: text }) => text === chosen.current.said);
    setAt(kept < 0 ? null : kept);
    // The library comes with the first picture, not with the first page.
    void import('./initChart.ts').then(({ initChart }) => {
      if (gone) return;
      const chart = initChart(element);
      drawn.current = chart;
      chart.setOption({ textStyle: { fontFamily: getComputedStyle(element).fontFamily }, ...option });
      const now = items.find(({ label: text }) => text === chosen.current.said);
      if (now) chart.dispatchAction({ type: 'highlight', ...partOf(now) });
      const places = new Map(items.map((item) => [`${item.series} ${item.index}`, item]));
      chart.on('click', ({ seriesIndex, dataIndex }) => {
        const item = places.get(`${seriesIndex} ${dataIndex}`);
        if (item) chosen.current.open?.(item.target);
      });
      const watch = new ResizeObserver(() => chart.resize());
      watch.observe(element);
      leave = () => {
        drawn.current = null;
        watch.disconnect();
        chart.dispose();
      };
    });
    return () => leave();
  }, [option, items]);

  const show = (next: number) => {
    const item = items[next]!;
    chosen.current.said = item.label;
    setAt(next);
    const chart = drawn.current;
    // Not drawn yet: it will be with this part chosen.
    if (!chart) return;
    if (at !== null) chart.dispatchAction({ type: 'downplay', ...partOf(items[at]!) });
    if (linesAtOnce !== null) {
      const startValue = Math.max(0, item.line - Math.floor(linesAtOnce / 2));
      chart.dispatchAction({ type: 'dataZoom', startValue, endValue: startValue + linesAtOnce - 1 });
    }
    chart.dispatchAction({ type: 'highlight', ...partOf(item) });
    chart.dispatchAction({ type: 'showTip', ...partOf(item) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const step = STEPS[event.key];
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      show(
        at === null
          ? event.key === 'ArrowUp'
            ? items.length - 1
            : 0
          : besideLine(items, at, event.key === 'ArrowUp' ? -1 : 1),
      );
    } else if (step !== undefined) {
      event.preventDefault();
      const next = at === null ? (step < 0 ? items.length - 1 : 0) : at + step;
      show(Math.min(items.length - 1, Math.max(0, next)));
    } else if (event.key === 'Enter' && at !== null) onOpen?.(items[at]!.target);
  };

  if (items.length === 0) return <div ref={place} className="chart" role="img" aria-label={label} />;
  return (
    <>
      <div
        className="chart chart-keys"
        role="application"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its parts are gone through with the keys
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div ref={place} className={onOpen ? 'chart' : 'chart still'} />
      </div>
      <p className="chart-said" role="status">
        {at !== null && items[at]?.label}
      </p>
    </>
  );
}

function partOf({ series, index }: PictureItem<unknown>): { seriesIndex: number; dataIndex: number } {
  return { seriesIndex: series, dataIndex: index };
}
