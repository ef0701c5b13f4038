import { BarChart, HeatmapChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, VisualMapComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Picture } from '../../../shared/pictures/picture.ts';
import { PAPER_COLOURS } from '../../../shared/pictures/picture.ts';

echarts.use([
  BarChart,
  HeatmapChart,
  LineChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  VisualMapComponent,
  SVGRenderer,
]);

/** Fonts of the systems that the program runs on, for whoever opens the file. */
const FONTS = 'Noto Sans SC, Noto Sans CJK SC, Microsoft YaHei, PingFang SC, SimHei, sans-serif';
const HEAD = 56;

/**
 * A picture as SVG, in pixels, on white. `head`: a title and a line below it; null: the picture alone, for a page that
 * has these.
 */
export function renderSvg(
  { option, height }: Pick<Picture<unknown>, 'option' | 'height'>,
  width: number,
  head: { title: string; note: string } | null,
): { svg: string; width: number; height: number } {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  const { tooltip: _, ...still } = option;
  chart.setOption({ textStyle: { fontFamily: FONTS }, ...still });
  const drawn = chart.renderToSVGString();
  chart.dispose();
  if (head === null) return { svg: drawn, width, height };
  const whole = height + HEAD;
  const line = (y: number, size: number, weight: string, colour: string, text: string) =>
    `<text x="12" y="${y}" font-family="${FONTS}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escaped(text)}</text>`;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${whole}" viewBox="0 0 ${width} ${whole}" role="img">`,
    `<title>${escaped(head.title)}</title>`,
    `<rect width="${width}" height="${whole}" fill="#ffffff"/>`,
    line(26, 17, 'bold', PAPER_COLOURS.text, head.title),
    line(46, 12, 'normal', PAPER_COLOURS.textSoft, head.note),
    `<g transform="translate(0 ${HEAD})">${drawn}</g>`,
    '</svg>',
  ].join('\n');
  return { svg, width, height: whole };
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
