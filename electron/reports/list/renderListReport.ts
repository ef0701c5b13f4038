import { codeRuns } from '../pdf/drawCode.ts';
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
} from '../pdf/drawSheetFrame.ts';
import {
  CELL_PADDING,
  drawTable,
  joinFirstColumn,
  type TableColumn,
  type TableRow,
  type TableStyle,
} from '../pdf/drawTable.ts';
import { LINE_HEIGHT } from '../pdf/fitText.ts';
import { printSheets } from '../pdf/printSheets.ts';
import { MM } from '../pdf/sheetDocument.ts';
import { INK, type SheetPen, type TextStyle } from '../pdf/sheetPen.ts';
import { planPages } from '../planPages.ts';
import type { RenderOptions } from '../renderOptions.ts';
import type { RenderResult } from '../reportData.ts';
import type { SheetText } from '../text/sheetText.ts';
import type { ListColumn, ListFit, ListReport, ListRow, ListSheet } from './listReport.ts';

const TEXT_SIZE = 8.2;
const HEADER_HEIGHT = 9 * MM;
const FITS: Record<ListFit, NonNullable<TextStyle['fit']>> = {
  // Names and numbers get a third line before anything of them would be cut off.
  whole: { minSize: 7, maxLines: 3, minWrapSize: 5 },
  prose: { minSize: 7.2, maxLines: 2, minWrapSize: 5.5 },
  long: { minSize: TEXT_SIZE, maxLines: 60, minWrapSize: 5.5 },
};

function tableColumns(columns: readonly ListColumn[]): TableColumn[] {
  const fixed = columns.reduce((sum, { paper }) => sum + (paper ?? 0), 0) * MM;
  return columns.map(({ title, group, paper, align, fit }) => ({
    title,
    ...(group === undefined ? {} : { group }),
    width: paper === null ? CONTENT_WIDTH - fixed : paper * MM,
    align,
    fit: FITS[fit],
  }));
}

/** A row is as high as its longest text needs, up to `most`; what is longer still is set smaller. */
function heightOf(
  row: ListRow,
  report: ListReport,
  columns: readonly TableColumn[],
  pen: SheetPen,
  most: number,
): number {
  let height = report.rowHeight.paper * MM;
  for (const [index, { fit }] of report.columns.entries()) {
    const text = row.cells[index];
    const column = columns[index];
    if (fit !== 'long' || !text || !column) continue;
    const lines = pen.linesOf(text, column.width - 2 * CELL_PADDING, 'regular', TEXT_SIZE).length;
    height = Math.max(height, lines * TEXT_SIZE * LINE_HEIGHT + 2 * MM);
  }
  return Math.min(height, most);
}

function tableRow(row: ListRow, height: number): TableRow {
  return {
    studentId: row.student,
    height,
    cells: row.cells.map((text, index) => ({
      text,
      ...(row.strong?.includes(index) ? { weight: 'bold' as const } : {}),
      ...(row.isBlank ? { colour: INK.quiet } : {}),
    })),
  };
}

function drawSheet(
  document: PDFKit.PDFDocument,
  pen: SheetPen,
  report: ListReport,
  sheet: ListSheet,
  columns: TableColumn[],
  text: SheetText,
): number {
  const { mark } = sheet;
  const style: TableStyle = {
    textSize: TEXT_SIZE,
    headerSize: TEXT_SIZE,
    headerHeight: HEADER_HEIGHT,
    rowHeight: report.rowHeight.paper * MM,
  };
  const { leadIn, lines, onEveryPage } = report.notes;
  const notes = lines.length === 0 ? 0 : notesHeight(lines.length);
  // The signatures have to stand below any row.
  const most = bodyHeight(true) - HEADER_HEIGHT - notes - CLOSING_HEIGHT;
  const rows = sheet.rows().map((row) => tableRow(row, heightOf(row, report, columns, pen, most)));
  const everywhere = HEADER_HEIGHT + (onEveryPage ? notes : 0);
  const pages = planPages({
    heights: rows.map(({ height }) => height ?? style.rowHeight),
    firstPage: bodyHeight(true) - everywhere,
    laterPage: bodyHeight(false) - everywhere,
    closing: CLOSING_HEIGHT + (onEveryPage ? 0 : notes),
    rowsWithClosing: report.rowsWithClosing,
  });
  const head = {
    mark,
    title: report.title,
    code: codeRuns(mark.code),
    info: sheet.info,
  };
  for (const [index, page] of pages.entries()) {
    const firstPage = index === 0;
    document.addPage();
    drawHead(document, pen, head, text, firstPage);
    const top = MARGIN.top + (firstPage ? HEAD_HEIGHT.first : HEAD_HEIGHT.later);
    const ofPage = rows.slice(page.start, page.start + page.count);
    const shown = report.joinsFirstColumn ? joinFirstColumn(ofPage) : ofPage;
    const bottom = drawTable(pen, columns, shown, MARGIN.x, top, style);
    if (onEveryPage || page.closing) drawNotes(pen, bottom, lines, leadIn);
    if (page.closing) drawSignatures(pen, bottom + notes, report.signatures, text);
    drawFoot(pen, mark, text, index + 1, pages.length);
  }
  return pages.length;
}

/**
 * Prints the sheets of a report, each of one or more A4 landscape pages with numbers of their own.
 * @throws as printSheets.
 */
export function renderListReport(
  report: ListReport,
  sink: NodeJS.WritableStream,
  options: RenderOptions = {},
): Promise<RenderResult> {
  const columns = tableColumns(report.columns);
  return printSheets(report.title, report.sheets, sink, options, (sheet, { output, pen, text }) =>
    drawSheet(output.document, pen, report, sheet, columns, text),
  );
}
