import type { ProgressRow } from '../contract/campaigns.ts';
import { countGroups } from '../domain/statusGroups.ts';
import type { PictureText } from '../text/pictureText.ts';
import {
  frameOf,
  linesIn,
  type Picture,
  type PictureColours,
  type PictureItem,
  scrolling,
} from './picture.ts';
import { percent } from './progressPicture.ts';

/** Classes beside each other, at most, and the place that there is for them at least. */
const WIDTH = 30;
const LEAST_WIDTH = 12;
const ROW = 20;
const AROUND = 72;
/** Steps of the share that is still missing; nobody missing is a step of its own. */
const STEPS = [0, 0.1, 0.25, 0.5, 0.75] as const;

export interface HeatColours {
  /** From nobody missing to everybody: each darker than the one before (in the dark: lighter). */
  steps: readonly [string, string, string, string, string, string];
}

/** One hue from pale to deep, so that grey copies and every eye keep the order. */
export const HEAT_LIGHT: HeatColours = {
  steps: ['#eef3f0', '#fde9c8', '#fbc98a', '#ee9350', '#cb5a2b', '#85290f'],
};
export const HEAT_DARK: HeatColours = {
  steps: ['#22302a', '#4a3a22', '#7a5426', '#ad702f', '#dd9a52', '#ffd9a3'],
};

/**
 * Every class as a field, coloured by the share of its students who are not verified; the classes of a college together,
 * in their own order, some rows of thirty. `rows`: progress by class, in the order of lists.
 */
export function heatPicture(
  rows: readonly ProgressRow[],
  {
    text,
    colours,
    heat,
    room,
  }: { text: PictureText; colours: PictureColours; heat: HeatColours; room: number | null },
): Picture<readonly string[]> {
  const fields: {
    x: number;
    y: number;
    missing: number;
    expected: number;
    row: ProgressRow;
    name: string;
  }[] = [];
  /** What stands before each row: the college at its first. */
  const lines: string[] = [];
  let college: string | null = null;
  let x = 0;
  for (const row of rows) {
    const counts = countGroups(row.statuses);
    const expected = row.total - counts.outside;
    if (expected === 0) continue;
    const [collegeName = '', majorName = '', className = ''] = row.group;
    if (college !== collegeName || x === WIDTH) {
      lines.push(college === collegeName ? '' : collegeName || text.none);
      college = collegeName;
      x = 0;
    }
    const name = [collegeName, majorName, className].map((part) => part || text.none).join(' ');
    const missing = expected - counts.done - counts.open;
    fields.push({ x, y: lines.length - 1, missing, expected, row, name });
    x++;
  }
  const across = fields.reduce((most, field) => Math.max(most, field.x + 1), LEAST_WIDTH);
  const items: PictureItem<readonly string[]>[] = fields.map((field, index) => ({
    series: 0,
    index,
    line: field.y,
    label: text.field(field),
    target: field.row.group,
  }));
  const axisText = { color: colours.textSoft, fontSize: 12 };
  const atOnce = linesIn(room, AROUND, ROW);
  const isScrolled = lines.length > atOnce;
  const option = {
    ...frameOf(colours),
    grid: {
      left: 8,
      right: isScrolled ? 32 : 12,
      top: 44,
      bottom: 8,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    visualMap: {
      type: 'piecewise',
      dimension: 2,
      orient: 'horizontal',
      top: 6,
      left: 8,
      itemWidth: 18,
      itemHeight: 12,
      textStyle: axisText,
      // With the fields chosen by a click the picture would lie about the rest.
      selectedMode: false,
      pieces: [
        { value: 0, label: text.nobodyMissing, color: heat.steps[0] },
        ...STEPS.map((from, at) => ({
          gt: from,
          lte: STEPS[at + 1] ?? 1,
          label: `${percent(from)}–${percent(STEPS[at + 1] ?? 1)}`,
          color: heat.steps[(at + 1) as 1],
        })),
      ],
    },
    xAxis: { type: 'category', data: Array.from({ length: across }, (_, at) => at), show: false },
    yAxis: {
      type: 'category',
      inverse: true,
      // Each line has a name of its own: equal ones would be one.
      data: lines.map((_, line) => line),
      axisLabel: {
        ...axisText,
        color: colours.text,
        interval: 0,
        width: 180,
        overflow: 'truncate',
        formatter: (value: string) => lines[Number(value)],
      },
      axisTick: { show: false },
      axisLine: { show: false },
    },
    ...(isScrolled ? scrolling(atOnce) : {}),
    series: [
      {
        type: 'heatmap',
        data: fields.map(({ x, y, missing, expected }) => [x, y, missing / expected]),
        itemStyle: { borderColor: colours.raised, borderWidth: 1.5 },
        emphasis: { itemStyle: { borderColor: colours.text, borderWidth: 2 } },
        tooltip: {
          formatter: ({ dataIndex }: { dataIndex: number }) => text.field(fields[dataIndex]!),
        },
      },
    ],
  };
  const table = {
    head: [text.column.name, text.column.missing, text.column.expected, text.column.share],
    rows: fields.map(({ name, missing, expected }) => [
      name,
      String(missing),
      String(expected),
      percent(missing / expected),
    ]),
  };
  return {
    option,
    items,
    linesAtOnce: isScrolled ? atOnce : null,
    height: AROUND + Math.min(atOnce, lines.length) * ROW,
    table,
  };
}
