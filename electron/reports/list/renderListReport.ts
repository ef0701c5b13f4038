import { drawPages, highestRow } from '../pdf/drawPages.ts';
import {
  CELL_PADDING,
  drawTable,
  joinFirstColumn,
  type TableColumn,
  type TableRow,
  type TableStyle,
} from '../pdf/drawTable.ts';
import { LINE_HEIGHT } from '../pdf/fitText.ts';
import { LANDSCAPE, MM } from '../pdf/paper.ts';
import { type Printing, printSheets } from '../pdf/printSheets.ts';
import { INK, type SheetPen, type TextStyle } from '../pdf/sheetPen.ts';
import type { RenderOptions } from '../renderOptions.ts';
import type { RenderResult } from '../reportData.ts';
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
    width: paper === null ? LANDSCAPE.content - fixed : paper * MM,
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
  printing: Printing,
  report: ListReport,
  sheet: ListSheet,
  columns: TableColumn[],
): Promise<number> {
  const { pen } = printing;
  const style: TableStyle = {
    textSize: TEXT_SIZE,
    headerSize: TEXT_SIZE,
    headerHeight: HEADER_HEIGHT,
    rowHeight: report.rowHeight.paper * MM,
  };
  const { notes } = report;
  // The signatures have to stand below any row.
  const most = highestRow({ headerHeight: HEADER_HEIGHT, notes });
  const rows = sheet.rows().map((row) => tableRow(row, heightOf(row, report, columns, pen, most)));
  return drawPages(printing, {
    mark: sheet.mark,
    title: report.title,
    info: sheet.info,
    headerHeight: HEADER_HEIGHT,
    heights: rows.map(({ height }) => height ?? style.rowHeight),
    drawRows: ({ start, count }, top) => {
      const ofPage = rows.slice(start, start + count);
      const shown = report.joinsFirstColumn ? joinFirstColumn(ofPage) : ofPage;
      return drawTable(pen, columns, shown, LANDSCAPE.margin.x, top, style);
    },
    notes,
    signatures: report.signatures,
    rowsWithClosing: report.rowsWithClosing,
  });
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
  return printSheets(report.title, report.sheets, sink, options, (sheet, printing) =>
    drawSheet(printing, report, sheet, columns),
  );
}
