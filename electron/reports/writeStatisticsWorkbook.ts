import type { RenderOptions } from './renderOptions.ts';
import type { StatisticsData } from './reportData.ts';
import { STATISTICS_FIGURES, STATISTICS_LABELS } from './statisticsCells.ts';
import { statisticsInfo, statisticsRows } from './statisticsTable.ts';
import type { StatisticsLabel } from './text/sheetText.ts';
import { textOf } from './text/textOf.ts';
import { openSheetWorkbook, type WorkbookColumn } from './workbook/sheetWorkbook.ts';
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
      info: statisticsInfo(data, text),
      columns: [...labels, ...figures],
      frozenColumns: labels.length,
      rows: statisticsRows(data, text),
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
