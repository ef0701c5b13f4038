import { openReportFonts } from './fonts/reportFonts.ts';
import { codeRuns } from './pdf/drawCode.ts';
import {
  bodyHeight,
  CLOSING_HEIGHT,
  CONTENT_WIDTH,
  drawFoot,
  drawHead,
  drawNotes,
  drawSignatures,
  HEAD_HEIGHT,
  MARGIN,
  notesHeight,
} from './pdf/drawSheetFrame.ts';
import {
  CELL_PADDING,
  drawTable,
  joinFirstColumn,
  type TableColumn,
  type TableRow,
  type TableStyle,
} from './pdf/drawTable.ts';
import { MM, openSheetDocument } from './pdf/sheetDocument.ts';
import { type SheetPen, sheetPen } from './pdf/sheetPen.ts';
import { planPages } from './planPages.ts';
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
const PICTURE_GAP = 3 * MM;
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
  const width = (CONTENT_WIDTH - used) / STATISTICS_FIGURES.length;
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

/**
 * Prints one 《核对统计表》 on A4 landscape pages, streaming to `sink`, which it ends.
 * @throws as printSheets.
 */
export async function renderStatistics(
  data: StatisticsData,
  sink: NodeJS.WritableStream,
  options: RenderOptions = {},
): Promise<RenderResult> {
  const { mark, by, pictures = [] } = data;
  const text = textOf(options.lang);
  const fonts = options.fonts ?? openReportFonts();
  const output = openSheetDocument(
    sink,
    {
      title: `${text.statisticsTitle} ${mark.sheetNumber}`,
      author: mark.schoolName,
      time: mark.dataTime,
      lang: options.lang ?? 'zh',
      numbers: [mark.sheetNumber],
    },
    options,
  );
  try {
    const { document } = output;
    const pen = sheetPen(document, fonts);
    const lines = statisticsLines(data.rows);
    const rows = lines.map((line) => tableRow(line, by, text));
    const columns = centreFigures(pen, tableColumns(by, text), rows);
    const notes = notesHeight(text.statisticsNotes.length);
    const pages = planPages({
      heights: rows.map(() => STYLE.rowHeight),
      firstPage: bodyHeight(true) - STYLE.headerHeight,
      laterPage: bodyHeight(false) - STYLE.headerHeight,
      closing: CLOSING_HEIGHT + notes,
      rowsWithClosing: 3,
    });
    const ofPages = pages.length + pictures.length;
    const head = {
      mark,
      title: text.statisticsTitle,
      code: codeRuns(mark.code),
      info: statisticsInfo(data, text),
    };
    for (const [index, page] of pages.entries()) {
      await output.breathe();
      const firstPage = index === 0;
      document.addPage();
      drawHead(document, pen, head, text, firstPage);
      const top = MARGIN.top + (firstPage ? HEAD_HEIGHT.first : HEAD_HEIGHT.later);
      const ofPage = rows.slice(page.start, page.start + page.count);
      const shown = by === 'college' ? ofPage : joinFirstColumn(ofPage);
      const bottom = drawTable(pen, columns, shown, MARGIN.x, top, STYLE);
      if (page.closing) {
        drawNotes(pen, bottom, text.statisticsNotes);
        drawSignatures(pen, bottom + notes, text.collegeSignatures, text);
      }
      drawFoot(pen, mark, text, index + 1, ofPages);
      options.onProgress?.({ sheets: page.closing ? 1 : 0, ofSheets: 1, pages: index + 1 });
    }
    for (const [index, { title, picture }] of pictures.entries()) {
      await output.breathe();
      document.addPage();
      drawHead(document, pen, { ...head, title }, text, false);
      const top = MARGIN.top + HEAD_HEIGHT.later;
      const { renderSvg } = await import('./pictures/renderSvg.ts');
      const height = bodyHeight(false) - PICTURE_GAP;
      const box = { x: MARGIN.x, y: top + PICTURE_GAP, width: CONTENT_WIDTH, height };
      pen.vector(renderSvg(picture, PICTURE_WIDTH, null), box);
      drawFoot(pen, mark, text, pages.length + index + 1, ofPages);
      options.onProgress?.({ sheets: 1, ofSheets: 1, pages: pages.length + index + 1 });
    }
    await output.finish();
    return { pages: ofPages, cannotPrint: pen.cannotPrint };
  } catch (error) {
    output.abandon(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}
