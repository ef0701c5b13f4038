import type { EChartsCoreOption } from 'echarts/core';
import { dayOfNumber, numberOfDay } from '../../../shared/domain/daysLeft.ts';
import type { Palette } from '../../ui/palette.ts';

export interface TrendPicture {
  expected: number;
  days: readonly { day: string; verified: number }[];
  /** Those who have time until one day, earliest first. */
  deadlines: readonly { day: string; expected: number }[];
  today: string;
  /** At the pace of last week; null where the line would not move, or nobody is missing. */
  ahead: { pace: number } | null;
}

export interface TrendWords {
  missing: string;
  ahead: string;
  even: string;
  deadline: string;
  today: string;
}

/**
 * How many are still missing, day by day, towards nobody at the deadline; dashed the even way there, dotted where it
 * leads at the pace of last week.
 */
export function trendOption(picture: TrendPicture, words: TrendWords, colours: Palette): EChartsCoreOption {
  const { expected, days, deadlines, today, ahead } = picture;
  const first = days[0]!.day;
  const missing = days.map(({ day, verified }) => [day, expected - verified]);
  const left = expected - (days.at(-1)?.verified ?? 0);
  const lastDay = [today, deadlines.at(-1)?.day ?? today].sort().at(-1)!;
  const line = { type: 'line', symbol: 'none', animation: false } as const;
  const text = { color: colours.textSoft };
  return {
    animation: false,
    grid: { left: 8, right: 24, top: 56, bottom: 8, containLabel: true },
    legend: { top: 4, right: 16, textStyle: text, itemWidth: 22 },
    tooltip: {
      trigger: 'axis',
      // The page lets no style be written into it as text.
      renderMode: 'richText',
      backgroundColor: colours.raised,
      borderColor: colours.border,
      textStyle: { color: colours.text },
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
        name: words.missing,
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
                ...{ formatter: words.deadline, color: colours.person, position: 'end', rotate: 0 },
              },
            })),
            {
              xAxis: today,
              lineStyle: { color: colours.textFaint, type: 'dotted' },
              label: { formatter: words.today, color: colours.textSoft, position: 'end', rotate: 0 },
            },
          ],
        },
      },
      {
        ...line,
        name: words.even,
        data: evenPoints(first, deadlines),
        lineStyle: { color: colours.barWaiting, type: 'dashed', width: 1.5 },
        itemStyle: { color: colours.barWaiting },
      },
      ...(ahead === null
        ? []
        : [
            {
              ...line,
              name: words.ahead,
              data: aheadPoints(today, lastDay, left, ahead.pace),
              lineStyle: { color: colours.accent, type: 'dotted', width: 2 },
              itemStyle: { color: colours.accent },
            },
          ]),
    ],
  };
}

/** Down to nobody at the last deadline, those of each deadline evenly until theirs. */
function evenPoints(first: string, deadlines: TrendPicture['deadlines']): [string, number][] {
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
