import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import { AppError } from '../../../shared/domain/errors.ts';
import { neutraliseCell } from '../../../shared/domain/neutraliseCell.ts';
import { beijingTime } from '../beijingTime.ts';
import { headingOf } from '../content/sheetContent.ts';
import type { SheetMark } from '../reportData.ts';
import type { SheetText } from '../text/sheetText.ts';

export interface WorkbookColumn {
  title: string;
  group?: string;
  /** In characters of the standard type, as Excel counts. */
  width: number;
  align: 'left' | 'center' | 'right';
  /** Excel's number format; '@' keeps text as text. */
  format: string;
}

export type WorkbookCell = string | number | null;

export interface WorkbookRow {
  cells: readonly WorkbookCell[];
  emphasis?: boolean;
}

export interface WorkbookSheet {
  name: string;
  mark: SheetMark;
  title: string;
  info: readonly { label: string; value: string }[];
  columns: readonly WorkbookColumn[];
  /** Columns that stay in sight when scrolling sideways. */
  frozenColumns: number;
  rows: readonly WorkbookRow[];
  /** Least height of a row in points; rows with wrapped texts are higher. */
  rowHeight: number;
  notes: readonly string[];
  signatures: readonly string[];
}

export interface SheetWorkbook {
  addSheet(sheet: WorkbookSheet): Promise<void>;
  /** A worksheet for pictures, which are put onto it when the file is whole (addPictures). */
  addPictureSheet(name: string): void;
  /** Writes the end and waits until the sink has taken everything. */
  finish(): Promise<void>;
  abandon(error: Error): void;
}

const FONT = '宋体';
const HEADING_FONT = '黑体';
const THIN = { style: 'thin', color: { argb: 'FF8C8C8C' } } as const;
const BORDER = { top: THIN, left: THIN, bottom: THIN, right: THIN };
const BAND = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFECECEC' } } as const;
/** Rows above the data: title, campaign, information, and two of headings. */
const HEAD_ROWS = 5;

/** Points of a line of the body's type. */
const LINE = 13;
const FULL_WIDTH = /[\u1100-\u115f\u2e80-\uffdc\u{1f300}-\u{3ffff}·]/u;

/** Excel does not fit the height of a row whose height is given: an estimate, rather too many lines than too few. */
function linesOf(cells: readonly WorkbookCell[], columns: readonly WorkbookColumn[]): number {
  let most = 1;
  for (const [index, { width }] of columns.entries()) {
    const value = cells[index];
    if (typeof value !== 'string') continue;
    let units = 0;
    for (const char of value) units += FULL_WIDTH.test(char) ? 2 : 1;
    // A line loses up to a word of two characters at its end.
    if (units > width) most = Math.max(most, Math.ceil(units / Math.max(1, width - 2)));
  }
  return most;
}

/** In Excel's footers an ampersand begins a code; 255 characters are the most it takes. */
function footerText(text: string): string {
  return text.replaceAll('&', '&&');
}

/**
 * Opens a workbook that streams to `sink`, a worksheet at a time. Every text goes through neutraliseCell;
 * numbers of identity are text in cells of format '@'.
 */
export function openSheetWorkbook(
  sink: NodeJS.WritableStream,
  text: SheetText,
  about: { title: string; author: string; time: number },
  signal?: AbortSignal,
): SheetWorkbook {
  const through = new PassThrough();
  const written = pipeline(through, sink);
  // Reported by addSheet() or finish(), not as an unhandled rejection.
  let failure: { error: unknown } | null = null;
  written.catch((error) => {
    failure = { error };
  });
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: through,
    useStyles: true,
    useSharedStrings: false,
  });
  workbook.creator = 'Xueji Desk';
  workbook.lastModifiedBy = 'Xueji Desk';
  workbook.created = new Date(about.time);
  workbook.modified = new Date(about.time);
  workbook.title = about.title;
  workbook.company = about.author;

  const throwIfOver = (): void => {
    if (failure) throw failure.error;
    if (signal?.aborted) throw new AppError('CANCELLED');
  };

  return {
    async addSheet(sheet) {
      throwIfOver();
      writeSheet(workbook, sheet, text);
      await nextTurn();
      // What the sink has not taken would pile up in memory.
      while (through.writableNeedDrain && failure === null) await nextTurn();
      throwIfOver();
    },
    addPictureSheet(name) {
      workbook
        .addWorksheet(name, {
          pageSetup: {
            paperSize: 9,
            orientation: 'landscape',
            fitToPage: true,
            fitToWidth: 1,
            fitToHeight: 0,
          },
          views: [{ showGridLines: false }],
        })
        .commit();
    },
    async finish() {
      throwIfOver();
      await Promise.race([workbook.commit(), written]);
      await written;
    },
    abandon(error) {
      through.destroy(error);
    },
  };
}

function writeSheet(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  sheet: WorkbookSheet,
  text: SheetText,
): void {
  const { mark, columns } = sheet;
  const last = columns.length;
  const worksheet = workbook.addWorksheet(sheet.name, {
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      printTitlesRow: `1:${HEAD_ROWS}`,
      margins: { left: 0.4, right: 0.4, top: 0.4, bottom: 0.6, header: 0.2, footer: 0.3 },
    },
    headerFooter: {
      oddFooter: [
        `&L${footerText(text.sheetNumber(mark.sheetNumber))}`,
        `&C${footerText(text.internalUseOnly)}`,
        `&R${footerText(text.dataTime(beijingTime(mark.dataTime)))}  &P / &N`,
      ].join(''),
    },
    views: [{ state: 'frozen', xSplit: sheet.frozenColumns, ySplit: HEAD_ROWS }],
  });
  worksheet.columns = columns.map(({ width }) => ({ width }));

  const wide = (rowNumber: number, value: string, height: number, style: Partial<ExcelJS.Style>): void => {
    const row = worksheet.getRow(rowNumber);
    row.height = height;
    const cell = row.getCell(1);
    cell.value = neutraliseCell(value);
    cell.style = style;
    worksheet.mergeCells(rowNumber, 1, rowNumber, last);
  };
  const heading = headingOf(mark, sheet.title, sheet.info, text);
  const centre = { horizontal: 'center', vertical: 'middle', wrapText: true } as const;
  wide(1, heading.title, 30, {
    font: { name: HEADING_FONT, size: 18, bold: true },
    alignment: centre,
  });
  wide(2, heading.campaign, 20, { font: { name: FONT, size: 11 }, alignment: centre });
  wide(3, heading.info, 20, {
    font: { name: FONT, size: 10 },
    alignment: { horizontal: 'left', vertical: 'middle' },
  });
  writeHeadings(worksheet, columns);
  for (let rowNumber = 1; rowNumber <= HEAD_ROWS; rowNumber += 1) worksheet.getRow(rowNumber).commit();

  let rowNumber = HEAD_ROWS;
  for (const { cells, emphasis } of sheet.rows) {
    rowNumber += 1;
    const row = worksheet.getRow(rowNumber);
    row.height = Math.max(sheet.rowHeight, linesOf(cells, columns) * LINE + 4);
    for (const [index, column] of columns.entries()) {
      const value = cells[index] ?? null;
      const cell = row.getCell(index + 1);
      cell.value = typeof value === 'string' ? neutraliseCell(value) : value;
      cell.style = {
        font: { name: FONT, size: 10, bold: emphasis === true },
        alignment: { horizontal: column.align, vertical: 'middle', wrapText: true },
        border: BORDER,
        numFmt: column.format,
        ...(emphasis ? { fill: BAND } : {}),
      };
    }
    row.commit();
  }
  const closing = [
    ...sheet.notes,
    '',
    [...sheet.signatures, text.date].map((label) => `${label}${text.between}`).join('　'.repeat(14)),
  ];
  for (const line of closing) {
    rowNumber += 1;
    const isSignatures = line === closing.at(-1);
    wide(rowNumber, line, isSignatures ? 28 : 18, {
      font: { name: FONT, size: isSignatures ? 11 : 9, bold: isSignatures },
      alignment: { horizontal: 'left', vertical: 'middle', wrapText: !isSignatures },
    });
    worksheet.getRow(rowNumber).commit();
  }
  // Below all that is read and signed: what tells the sheet from one that was typed anew.
  rowNumber += 1;
  wide(rowNumber, text.codeLine(heading.time, mark.code), 22, {
    font: { name: FONT, size: 6, color: { argb: 'FF8C8C8C' } },
    alignment: { horizontal: 'left', vertical: 'middle', wrapText: true },
  });
  worksheet.getRow(rowNumber).commit();
  worksheet.commit();
}

function writeHeadings(worksheet: ExcelJS.Worksheet, columns: readonly WorkbookColumn[]): void {
  const [upper, lower] = [HEAD_ROWS - 1, HEAD_ROWS];
  worksheet.getRow(upper).height = 18;
  worksheet.getRow(lower).height = 18;
  const heading = (rowNumber: number, columnNumber: number, value: string): void => {
    const cell = worksheet.getRow(rowNumber).getCell(columnNumber);
    cell.value = value;
    cell.style = {
      font: { name: HEADING_FONT, size: 10, bold: true },
      alignment: { horizontal: 'center', vertical: 'middle', wrapText: true },
      border: BORDER,
      fill: BAND,
    };
  };
  let index = 0;
  while (index < columns.length) {
    const column = columns[index];
    if (!column) break;
    if (column.group === undefined) {
      heading(upper, index + 1, column.title);
      heading(lower, index + 1, '');
      worksheet.mergeCells(upper, index + 1, lower, index + 1);
      index += 1;
      continue;
    }
    const start = index;
    while (columns[index]?.group === column.group) {
      heading(upper, index + 1, index === start ? column.group : '');
      heading(lower, index + 1, columns[index]?.title ?? '');
      index += 1;
    }
    if (index - start > 1) worksheet.mergeCells(upper, start + 1, upper, index);
  }
}
