import { drawPages } from './pdf/drawPages.ts';
import {
  CELL_PADDING,
  drawTable,
  joinFirstColumn,
  type TableColumn,
  type TableRow,
  type TableStyle,
} from './pdf/drawTable.ts';
import { LANDSCAPE, MM } from './pdf/paper.ts';
import { type Printing, printSheets } from './pdf/printSheets.ts';
import type { SheetPen } from './pdf/sheetPen.ts';
import type { RenderOptions } from './renderOptions.ts';
import type { RenderResult, StatisticsData, StatisticsGrouping } from './reportData.ts';
import { STATISTICS_FIGURES, STATISTICS_LABELS, statisticsNames } from './statisticsCells.ts';
import { rateText, type StatisticsLine, statisticsFigures, statisticsLines } from './statisticsFigures.ts';
import { statisticsInfo } from './statisticsTable.ts';
import type { SheetText, StatisticsLabel } from './text/sheetText.ts';
import { textOf } from './text/textOf.ts';

const STYLE: TableStyle = { textSize: 8.6, headerSize: 8.2, headerHeight: 14 * MM, rowHeight: 7 * MM };
/** Pixels that a picture is laid out for: its type is then as large as that of the table. */
const PICTURE_WIDTH = 1080;
/** Millimetres of the columns with names, per grouping; the figures share the rest evenly. */
const LABEL_WIDTHS: Record<StatisticsGrouping, Partial<Record<StatisticsLabel, number>>> = {
  college: { college: 62 },
  major: { college: 44, major: 46 },
  class: { college: 36, major: 38, class: 30 },
  counsellor: { college: 46, counsellor: 30 },
};

function tableColumns(by: StatisticsGrouping, text: SheetText): TableColumn[] {
  const labels: TableColumn[] = STATISTICS_LABELS[by].map((label) => ({
    title: text.statisticsLabels[label],
    width: (LABEL_WIDTHS[by][label] ?? 0) * MM,
    align: 'left',
    fit: { minSize: 7, maxLines: 2, minWrapSize: 5.5 },
  }));
  const used = labels.reduce((sum, { width }) => sum + width, 0);
  const width = (LANDSCAPE.content - used) / STATISTICS_FIGURES.length;
  const figures: TableColumn[] = STATISTICS_FIGURES.map(({ figure, group }) => ({
    title: text.statisticsFigures[figure],
    ...(group === undefined ? {} : { group: text.statisticsGroups[group] }),
    width,
    align: 'right',
    fit: { minSize: 5, maxLines: 1, minWrapSize: 5 },
  }));
  return [...labels, ...figures];
}

/** Sets figures so that their ends stand under each other and the widest of a column stands in its middle. */
function centreFigures(pen: SheetPen, columns: TableColumn[], rows: readonly TableRow[]): TableColumn[] {
  return columns.map((column, index) => {
    if (column.align !== 'right') return column;
    let widest = 0;
    for (const row of rows) {
      const weight = row.emphasis ? 'bold' : 'regular';
      widest = Math.max(widest, pen.widthOf(row.cells[index]?.text ?? '', weight, STYLE.textSize));
    }
    return { ...column, inset: Math.max(0, (column.width - 2 * CELL_PADDING - widest) / 2 - 0.01) };
  });
}

function tableRow(line: StatisticsLine, by: StatisticsGrouping, text: SheetText): TableRow {
  const figures = statisticsFigures(line.counts);
  const cells = [
    ...statisticsNames(line, by, text),
    ...STATISTICS_FIGURES.map(({ figure }) =>
      figure === 'rate' ? rateText(figures.rate) : String(figures[figure]),
    ),
  ].map((cell) => ({ text: cell }));
  return { cells, studentId: null, ...(line.kind === 'row' ? {} : { emphasis: line.kind }) };
}

function drawStatistics(
  data: StatisticsData,
  printing: Printing,
  onPage: (page: number) => void,
): Promise<number> {
  const { pen, text } = printing;
  const { mark, by, pictures = [] } = data;
  const rows = statisticsLines(data.rows).map((line) => tableRow(line, by, text));
  const columns = centreFigures(pen, tableColumns(by, text), rows);
  return drawPages(printing, {
    mark,
    title: text.statisticsTitle,
    info: statisticsInfo(data, text),
    headerHeight: STYLE.headerHeight,
    heights: rows.map(() => STYLE.rowHeight),
    drawRows: ({ start, count }, top) => {
      const ofPage = rows.slice(start, start + count);
      const shown = by === 'college' ? ofPage : joinFirstColumn(ofPage);
      return drawTable(pen, columns, shown, LANDSCAPE.margin.x, top, STYLE);
    },
    notes: { leadIn: '', lines: text.statisticsNotes, onEveryPage: false },
    signatures: text.collegeSignatures,
    rowsWithClosing: 3,
    behind: pictures.map(({ title, picture }) => ({
      title,
      draw: async (box) => {
        const { renderSvg } = await import('./pictures/renderSvg.ts');
        pen.vector(renderSvg(picture, PICTURE_WIDTH, null), box);
      },
    })),
    onPage,
  });
}

/**
 * Prints one 《核对统计表》, and the pictures of the same, on A4 landscape pages.
 * @throws as printSheets.
 */
export function renderStatistics(
  data: StatisticsData,
  sink: NodeJS.WritableStream,
  options: RenderOptions = {},
): Promise<RenderResult> {
  const { statisticsTitle } = textOf(options.lang);
  return printSheets(statisticsTitle, [data], sink, options, (sheet, printing) =>
    drawStatistics(sheet, printing, (pages) => options.onProgress?.({ sheets: 0, ofSheets: 1, pages })),
  );
}
