import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef } from 'react';
import './Chart.css';

/**
 * A picture of figures, drawn on a canvas as large as its place, in the page's own type. What it says stands in words
 * as well (`label`, and the text beside it): a canvas has none.
 */
export function Chart({ option, label }: { option: EChartsCoreOption; label: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let gone = false;
    let leave = () => {
      gone = true;
    };
    // The library comes with the first picture, not with the first page.
    void import('./initChart.ts').then(({ initChart }) => {
      if (gone) return;
      const chart = initChart(element);
      chart.setOption({ textStyle: { fontFamily: getComputedStyle(element).fontFamily }, ...option });
      const watch = new ResizeObserver(() => chart.resize());
      watch.observe(element);
      leave = () => {
        watch.disconnect();
        chart.dispose();
      };
    });
    return () => leave();
  }, [option]);
  return <div ref={place} className="chart" role="img" aria-label={label} />;
}
