import type { ProgressRow } from '../contract/campaigns.ts';
import { countGroups, type StatusGroup } from '../domain/statusGroups.ts';
import type { PictureText } from '../text/pictureText.ts';
import {
  frameOf,
  hatching,
  linesIn,
  type Picture,
  type PictureColours,
  type PictureItem,
  scrolling,
} from './picture.ts';

const COUNTED = ['done', 'open', 'person', 'photo', 'waiting'] as const satisfies readonly StatusGroup[];
const ROW = 26;
const AROUND = 64;

/** The students of a row, all of them or those of one group, or those who are late. */
export interface ProgressTarget {
  group: readonly string[];
  of: (typeof COUNTED)[number] | 'late';
}

/**
 * How far each group (college, or class of a college) has come: a bar each, worst first, with its rate and how many are
 * late. `room`: pixels that there are; rows that do not fit are
 * scrolled to. null: all are drawn.
 */
export function progressPicture(
  rows: readonly ProgressRow[],
  nameOf: (row: ProgressRow) => string,
  { text, colours, room }: { text: PictureText; colours: PictureColours; room: number | null },
): Picture<ProgressTarget> {
  const bars = rows
    .map((row) => {
      const counts = countGroups(row.statuses);
      const expected = row.total - counts.outside;
      const verified = counts.done + counts.open;
      return { row, counts, expected, name: nameOf(row), rate: expected === 0 ? 1 : verified / expected };
    })
    .filter(({ expected }) => expected > 0)
    .sort((one, other) => one.rate - other.rate);
  const colour: Record<(typeof COUNTED)[number], string> = {
    done: colours.barDone,
    open: colours.barOpen,
    person: colours.barPerson,
    photo: colours.barPhoto,
    waiting: colours.barWaiting,
  };
  const items: PictureItem<ProgressTarget>[] = [];
  for (const [index, { row, counts, name }] of bars.entries()) {
    for (const [series, of] of COUNTED.entries()) {
      if (counts[of] === 0) continue;
      const label = text.bar({ name, group: text.group(of), count: counts[of] });
      items.push({ series, index, line: index, label, target: { group: row.group, of } });
    }
    if (row.overdue > 0) {
      const label = text.bar({ name, group: text.late, count: row.overdue });
      items.push({
        series: COUNTED.length,
        index,
        line: index,
        label,
        target: { group: row.group, of: 'late' },
      });
    }
  }
  const axisText = { color: colours.textSoft, fontSize: 12 };
  const atOnce = linesIn(room, AROUND, ROW);
  const isScrolled = bars.length > atOnce;
  const end = ({ rate, row }: (typeof bars)[number]) =>
    row.overdue > 0 ? `${percent(rate)}  {late|${text.late} ${row.overdue}}` : percent(rate);
  const option = {
    ...frameOf(colours),
    legend: { top: 4, left: 8, textStyle: axisText, itemWidth: 18, data: COUNTED.map(text.group) },
    grid: {
      left: 8,
      right: bars.some(({ row }) => row.overdue > 0) ? 136 : 72,
      top: 36,
      bottom: 8,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'value',
      max: 1,
      axisLabel: { ...axisText, formatter: (value: number) => percent(value) },
      splitLine: { lineStyle: { color: colours.borderSoft } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ name }) => name),
      axisLabel: { ...axisText, color: colours.text, width: 190, overflow: 'truncate', interval: 0 },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.border } },
    },
    ...(isScrolled ? scrolling(atOnce) : {}),
    series: [
      ...COUNTED.map((of) => ({
        type: 'bar',
        name: text.group(of),
        stack: 'all',
        barCategoryGap: '28%',
        data: bars.map(({ counts, expected }) => counts[of] / expected),
        itemStyle: {
          color: colour[of],
          borderColor: colours.raised,
          borderWidth: 0.5,
          ...(of === 'person' ? { decal: hatching(colours.raised, Math.PI / 4) } : {}),
          ...(of === 'photo' ? { decal: hatching(colours.text, -Math.PI / 4) } : {}),
        },
        emphasis: { itemStyle: { borderColor: colours.text, borderWidth: 2 } },
        tooltip: {
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const { name, counts } = bars[dataIndex]!;
            return text.bar({ name, group: text.group(of), count: counts[of] });
          },
        },
      })),
      {
        // Of no length: carries the words behind the bar.
        type: 'bar',
        name: text.late,
        stack: 'all',
        data: bars.map(() => 0),
        itemStyle: { color: 'transparent' },
        label: {
          show: true,
          position: 'right',
          color: colours.text,
          fontSize: 12,
          formatter: ({ dataIndex }: { dataIndex: number }) => end(bars[dataIndex]!),
          rich: { late: { color: colours.person, fontSize: 12 } },
        },
      },
    ],
  };
  const table = {
    head: [text.column.name, text.column.rate, text.column.expected, ...COUNTED.map(text.group), text.late],
    rows: bars.map(({ name, rate, expected, counts, row }) => [
      name,
      percent(rate),
      ...[expected, ...COUNTED.map((of) => counts[of]), row.overdue].map(String),
    ]),
  };
  return {
    option,
    items,
    linesAtOnce: isScrolled ? atOnce : null,
    height: AROUND + Math.min(atOnce, bars.length) * ROW,
    table,
  };
}

/** Cut and never rounded up: a hundred is said only when nobody is missing. */
export function percent(rate: number): string {
  const tenths = Math.floor(rate * 1000 + 1e-9) / 10;
  return `${Number.isInteger(tenths) ? tenths : tenths.toFixed(1)}%`;
}
