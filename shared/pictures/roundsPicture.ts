import type { ChaseRound } from '../domain/chaseRounds.ts';
import type { PictureText } from '../text/pictureText.ts';
import { frameOf, hatching, type Picture, type PictureColours } from './picture.ts';
import { percent } from './progressPicture.ts';

const ROW = 30;
const AROUND = 48;

/** What became of those who were chased, round by round: done in some days, done later, still not done. */
export function roundsPicture(
  rounds: readonly ChaseRound[],
  days: number,
  { text, colours }: { text: PictureText; colours: PictureColours },
): Picture<ChaseRound> {
  const parts = [
    { name: text.doneWithin(days), of: (round: ChaseRound) => round.within, colour: colours.barDone },
    { name: text.doneLater, of: (round: ChaseRound) => round.later, colour: colours.barOpen },
    {
      name: text.notDone,
      of: ({ students, within, later }: ChaseRound) => students - within - later,
      colour: colours.barWaiting,
    },
  ];
  const nameOf = ({ day, way }: ChaseRound) => `${day} ${text.way(way)}`;
  const axisText = { color: colours.textSoft, fontSize: 12 };
  const option = {
    ...frameOf(colours),
    legend: { top: 4, left: 8, textStyle: axisText, itemWidth: 18, data: parts.map(({ name }) => name) },
    grid: {
      left: 8,
      right: 96,
      top: 36,
      bottom: 8,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: axisText,
      splitLine: { lineStyle: { color: colours.borderSoft } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rounds.map(nameOf),
      axisLabel: { ...axisText, color: colours.text, interval: 0 },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.border } },
    },
    series: parts.map(({ name, of, colour }, part) => ({
      type: 'bar',
      name,
      stack: 'all',
      barCategoryGap: '36%',
      data: rounds.map(of),
      itemStyle: {
        color: colour,
        borderColor: colours.raised,
        borderWidth: 0.5,
        ...(part === 1 ? { decal: hatching(colours.text, Math.PI / 4) } : {}),
      },
      emphasis: { itemStyle: { borderColor: colours.text, borderWidth: 2 } },
      ...(part === parts.length - 1
        ? {
            label: {
              show: true,
              position: 'right',
              color: colours.text,
              formatter: ({ dataIndex }: { dataIndex: number }) => {
                const { within, students } = rounds[dataIndex]!;
                return percent(within / students);
              },
            },
          }
        : {}),
      tooltip: {
        formatter: ({ dataIndex }: { dataIndex: number }) => {
          const round = rounds[dataIndex]!;
          return text.bar({ name: nameOf(round), group: name, count: of(round) });
        },
      },
    })),
  };
  return {
    option,
    items: rounds.map((round, index) => ({
      series: 0,
      index,
      line: index,
      label: text.round({ ...round, name: nameOf(round), days }),
      target: round,
    })),
    linesAtOnce: null,
    height: AROUND + rounds.length * ROW,
    table: {
      head: [text.column.round, text.column.students, ...parts.map(({ name }) => name), text.column.share],
      rows: rounds.map((round) => [
        nameOf(round),
        String(round.students),
        ...parts.map(({ of }) => String(of(round))),
        percent(round.within / round.students),
      ]),
    },
  };
}
