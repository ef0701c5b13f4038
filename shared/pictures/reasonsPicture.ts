import { CHASE_REASONS, type ChaseReasonCode } from '../domain/chaseReason.ts';
import type { PictureText } from '../text/pictureText.ts';
import { frameOf, type Picture, type PictureColours } from './picture.ts';

const ROW = 30;
const AROUND = 24;

/** Why students are not done: a bar for each reason, the most frequent first. */
export function reasonsPicture(
  counts: Partial<Record<ChaseReasonCode, number>>,
  { text, colours }: { text: PictureText; colours: PictureColours },
): Picture<ChaseReasonCode> {
  const bars = CHASE_REASONS.map((code) => ({ code, name: text.reason(code), count: counts[code] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count);
  const total = bars.reduce((sum, { count }) => sum + count, 0);
  const say = ({ name, count }: (typeof bars)[number]) => text.bar({ name, group: '', count });
  const option = {
    ...frameOf(colours),
    grid: { left: 8, right: 96, top: 8, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'value', show: false },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ name }) => name),
      axisLabel: { color: colours.text, fontSize: 12, interval: 0 },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.border } },
    },
    series: [
      {
        type: 'bar',
        barCategoryGap: '36%',
        data: bars.map(({ count }) => count),
        itemStyle: { color: colours.accent },
        emphasis: { itemStyle: { borderColor: colours.text, borderWidth: 2 } },
        label: {
          show: true,
          position: 'right',
          color: colours.text,
          formatter: ({ dataIndex }: { dataIndex: number }) =>
            `${bars[dataIndex]!.count}（${Math.round((bars[dataIndex]!.count / total) * 100)}%）`,
        },
        tooltip: { formatter: ({ dataIndex }: { dataIndex: number }) => say(bars[dataIndex]!) },
      },
    ],
  };
  return {
    option,
    items: bars.map((bar, index) => ({ series: 0, index, line: index, label: say(bar), target: bar.code })),
    linesAtOnce: null,
    height: AROUND + bars.length * ROW,
    table: {
      head: [text.column.reason, text.column.students],
      rows: bars.map(({ name, count }) => [name, String(count)]),
    },
  };
}
