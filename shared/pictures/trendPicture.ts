import { dayOfNumber, numberOfDay } from '../domain/daysLeft.ts';
import type { PictureText } from '../text/pictureText.ts';
import { frameOf, type Picture, type PictureColours } from './picture.ts';

export interface TrendFacts {
  expected: number;
  days: readonly { day: string; verified: number }[];
  /** Those who have time until one day, earliest first. */
  deadlines: readonly { day: string; expected: number }[];
  today: string;
  /** At the pace of last week; null where the line would not move, or nobody is missing. */
  ahead: { pace: number } | null;
}

/**
 * How many are still missing, day by day, towards nobody at the deadline; dashed the even way there, dotted where it
 * leads at the pace of last week.
 */
export function trendPicture(
  facts: TrendFacts,
  { text: words, colours, closed }: { text: PictureText; colours: PictureColours; closed: boolean },
): Picture<never> {
  const { expected, days, deadlines, today, ahead } = facts;
  const first = days[0]!.day;
  const missing = days.map(({ day, verified }) => [day, expected - verified]);
  const left = expected - (days.at(-1)?.verified ?? 0);
  const lastDay = [today, deadlines.at(-1)?.day ?? today].sort().at(-1)!;
  const line = { type: 'line', symbol: 'none', animation: false } as const;
  const text = { color: colours.textSoft };
  const frame = frameOf(colours);
  const option = {
    ...frame,
    grid: {
      left: 8,
      right: 40,
      top: 56,
      bottom: 8,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend: { top: 4, right: 16, textStyle: text, itemWidth: 22 },
    tooltip: {
      ...(frame.tooltip as object),
      trigger: 'axis',
      valueFormatter: (value: unknown) => Math.round(Number(value)).toLocaleString('en-US'),
    },
    xAxis: {
      type: 'time',
      min: first,
      max: lastDay,
      axisLine: { lineStyle: { color: colours.border } },
      axisLabel: { ...text, formatter: '{MM}-{dd}', hideOverlap: true },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: expected,
      minInterval: 1,
      axisLabel: text,
      splitLine: { lineStyle: { color: colours.borderSoft } },
    },
    series: [
      {
        ...line,
        name: words.trend.missing,
        step: 'end',
        data: missing,
        lineStyle: { color: colours.accent, width: 2 },
        itemStyle: { color: colours.accent },
        areaStyle: { color: colours.accent, opacity: 0.12 },
        markLine: {
          silent: true,
          symbol: 'none',
          animation: false,
          data: [
            ...deadlines.map(({ day }, place) => ({
              xAxis: day,
              lineStyle: { color: colours.barPerson, type: 'solid' },
              // Of several days the last one is named: their names would stand upon each other.
              label: {
                show: place === deadlines.length - 1,
                ...{ formatter: words.trend.deadline, color: colours.person, position: 'end', rotate: 0 },
              },
            })),
            {
              xAxis: today,
              lineStyle: { color: colours.textFaint, type: 'dotted' },
              label: {
                formatter: closed ? words.trend.closedOn : words.trend.today,
                color: colours.textSoft,
                position: 'end',
                rotate: 0,
              },
            },
          ],
        },
      },
      {
        ...line,
        name: words.trend.even,
        data: evenPoints(first, deadlines),
        lineStyle: { color: colours.textFaint, type: 'dashed', width: 1.5 },
        itemStyle: { color: colours.textFaint },
      },
      ...(ahead === null
        ? []
        : [
            {
              ...line,
              name: words.trend.ahead,
              data: aheadPoints(today, lastDay, left, ahead.pace),
              lineStyle: { color: colours.accent, type: 'dotted', width: 2 },
              itemStyle: { color: colours.accent },
            },
          ]),
    ],
  };
  const table = {
    head: [words.column.day, words.column.verified, words.column.missing],
    rows: days.map(({ day, verified }) => [day, String(verified), String(expected - verified)]),
  };
  return { option, items: [], linesAtOnce: null, height: 300, table };
}

/** Down to nobody at the last deadline, those of each deadline evenly until theirs. */
function evenPoints(first: string, deadlines: TrendFacts['deadlines']): [string, number][] {
  const missingOn = (day: string) =>
    deadlines.reduce((sum, { day: due, expected }) => {
      const whole = numberOfDay(due) - numberOfDay(first);
      const left = Math.max(0, numberOfDay(due) - numberOfDay(day));
      return sum + (whole > 0 ? (expected * left) / whole : 0);
    }, 0);
  return [first, ...deadlines.map(({ day }) => day).filter((day) => day > first)].map((day) => [
    day,
    missingOn(day),
  ]);
}

/** From today on as far as the picture goes, or to nobody missing. */
function aheadPoints(today: string, lastDay: string, left: number, pace: number): [string, number][] {
  const from = numberOfDay(today);
  const points: [string, number][] = [];
  for (let day = from; day <= numberOfDay(lastDay); day++) {
    const missing = Math.max(0, left - pace * (day - from));
    points.push([dayOfNumber(day), missing]);
    if (missing === 0) break;
  }
  return points;
}
