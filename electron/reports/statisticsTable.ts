import type { SheetContent } from './content/sheetContent.ts';
import { headingOf, plainCell } from './content/sheetContent.ts';
import type { StatisticsData } from './reportData.ts';
import { STATISTICS_FIGURES, STATISTICS_LABELS, statisticsNames } from './statisticsCells.ts';
import { rateText, statisticsFigures, statisticsLines } from './statisticsFigures.ts';
import type { SheetText } from './text/sheetText.ts';
import type { WorkbookRow } from './workbook/sheetWorkbook.ts';

/** The lines of 《核对统计表》 as its workbook has them: figures are numbers. */
export function statisticsRows({ rows, by }: StatisticsData, text: SheetText): WorkbookRow[] {
  return statisticsLines(rows).map((line) => {
    const of = statisticsFigures(line.counts);
    const cells = STATISTICS_FIGURES.map(({ figure }) => {
      if (figure !== 'rate') return of[figure];
      // Cut to what is shown: Excel would round 99.96 % up to 100.0 %.
      return of.rate === null ? rateText(null) : Math.floor(of.rate * 1000 + 1e-9) / 1000;
    });
    return { cells: [...statisticsNames(line, by, text), ...cells], emphasis: line.kind !== 'row' };
  });
}

/** What stands above its table. */
export function statisticsInfo({ rows, by }: StatisticsData, text: SheetText) {
  const total = statisticsFigures(statisticsLines(rows).at(-1)?.counts ?? {});
  return [
    { label: text.info.by, value: text.statisticsBy[by], share: 3 },
    { label: text.statisticsFigures.due, value: text.studentCount(total.due), share: 2 },
    { label: text.statisticsFigures.rate, value: rateText(total.rate), share: 2 },
  ];
}

/** What 《核对统计表》 says: see SheetContent. */
export function statisticsContent(data: StatisticsData, text: SheetText): SheetContent {
  const { title, campaign, info, time } = headingOf(
    data.mark,
    text.statisticsTitle,
    statisticsInfo(data, text),
    text,
  );
  return {
    heading: [title, campaign, info, time].map(plainCell),
    columns: [
      ...STATISTICS_LABELS[data.by].map((label) => text.statisticsLabels[label]),
      ...STATISTICS_FIGURES.map(({ figure }) => text.statisticsFigures[figure].replaceAll('\n', '')),
    ].map(plainCell),
    rows: statisticsRows(data, text).map(({ cells }) => ({
      student: null,
      cells: cells.map((cell) => plainCell(String(cell ?? ''))),
      beside: '',
    })),
    besideTitle: null,
  };
}
