import type { RenderOptions } from './renderOptions.ts';
import type { StatisticsData } from './reportData.ts';
import { STATISTICS_FIGURES, STATISTICS_LABELS, statisticsNames } from './statisticsCells.ts';
import { rateText, statisticsFigures, statisticsLines } from './statisticsFigures.ts';
import type { StatisticsLabel } from './text/sheetText.ts';
import { textOf } from './text/textOf.ts';
import { openSheetWorkbook, type WorkbookColumn, type WorkbookRow } from './workbook/sheetWorkbook.ts';
import { worksheetNamer } from './workbook/worksheetNames.ts';

const LABEL_WIDTHS: Record<StatisticsLabel, number> = { college: 26, major: 26, class: 18, counsellor: 16 };
const FIGURE_WIDTH = 9;

/**
 * The Excel twin of 《核对统计表》: figures are numbers, each college's name stands in every row so that the
 * sheet can be sorted and filtered. Streams to `sink`, which it ends.
 * @throws as writeListWorkbook.
 */
export async function writeStatisticsWorkbook(
  data: StatisticsData,
  sink: NodeJS.WritableStream,
  options: Omit<RenderOptions, 'fonts' | 'masked'> = {},
): Promise<{ worksheets: number }> {
  const { mark, by } = data;
  const text = textOf(options.lang);
  const labels: WorkbookColumn[] = STATISTICS_LABELS[by].map((label) => ({
    title: text.statisticsLabels[label],
    width: LABEL_WIDTHS[label],
    align: 'left',
    format: '@',
  }));
  const figures: WorkbookColumn[] = STATISTICS_FIGURES.map(({ figure, group }) => ({
    title: text.statisticsFigures[figure].replaceAll('\n', ''),
    ...(group === undefined ? {} : { group: text.statisticsGroups[group] }),
    width: FIGURE_WIDTH,
    align: 'right',
    format: figure === 'rate' ? '0.0%' : '0',
  }));
  const lines = statisticsLines(data.rows);
  const rows: WorkbookRow[] = lines.map((line) => {
    const of = statisticsFigures(line.counts);
    const cells = STATISTICS_FIGURES.map(({ figure }) => {
      if (figure !== 'rate') return of[figure];
      // Cut to what is shown: Excel would round 99.96 % up to 100.0 %.
      return of.rate === null ? rateText(null) : Math.floor(of.rate * 1000 + 1e-9) / 1000;
    });
    return { cells: [...statisticsNames(line, by, text), ...cells], emphasis: line.kind !== 'row' };
  });
  const total = statisticsFigures(lines.at(-1)?.counts ?? {});
  const output = openSheetWorkbook(
    sink,
    text,
    { title: `${text.statisticsTitle} ${mark.sheetNumber}`, author: mark.schoolName, time: mark.dataTime },
    options.signal,
  );
  try {
    await output.addSheet({
      name: worksheetNamer(text.statisticsTitle)(text.statisticsTitle),
      mark,
      title: text.statisticsTitle,
      info: [
        { label: text.info.by, value: text.statisticsBy[by] },
        { label: text.statisticsFigures.due, value: text.studentCount(total.due) },
        { label: text.statisticsFigures.rate, value: rateText(total.rate) },
      ],
      columns: [...labels, ...figures],
      frozenColumns: labels.length,
      rows,
      rowHeight: 20,
      notes: text.statisticsNotes,
      signatures: text.collegeSignatures,
    });
    options.onProgress?.({ sheets: 1, ofSheets: 1, pages: 1 });
    await output.finish();
    return { worksheets: 1 };
  } catch (error) {
    output.abandon(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}
