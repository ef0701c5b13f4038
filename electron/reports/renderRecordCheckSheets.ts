import { sheetCodeText } from '../../shared/domain/sheetNumber.ts';
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
import { drawTable, type TableColumn, type TableRow, type TableStyle } from './pdf/drawTable.ts';
import { MM, openSheetDocument } from './pdf/sheetDocument.ts';
import { INK, type SheetPen, sheetPen } from './pdf/sheetPen.ts';
import { planPages } from './planPages.ts';
import { ADDED_ROWS, RECORD_CHECK_COLUMNS, recordCheckCells } from './recordCheckCells.ts';
import type { RenderOptions } from './renderOptions.ts';
import type { RecordCheckSheetData, RenderResult } from './reportData.ts';
import type { RecordCheckColumn, SheetText } from './text/sheetText.ts';
import { textOf } from './text/textOf.ts';

/** Widths in millimetres; what is left of the page goes to the column for corrections. */
const WIDTHS: Record<Exclude<RecordCheckColumn, 'correction'>, number> = {
  number: 8,
  studentNo: 22,
  name: 21,
  gender: 7.5,
  birthDate: 17,
  ethnicity: 13,
  idNumber: 30,
  majorName: 27,
  level: 11,
  duration: 8,
  enrolDate: 17,
  admissionPhoto: 7.5,
  graduationPhoto: 7.5,
  status: 15,
  signature: 24,
};

/** 8.6 mm: what a hand needs to sign in. */
const STYLE: TableStyle = { textSize: 8.2, headerSize: 8.2, headerHeight: 9 * MM, rowHeight: 8.6 * MM };
/** Names and numbers get a third line before anything of them would be cut off. */
const WHOLE = { minSize: 7, maxLines: 3, minWrapSize: 5 };
const PROSE = { minSize: 7.2, maxLines: 2, minWrapSize: 5.5 };

function tableColumns(text: SheetText): TableColumn[] {
  const fixed = Object.values(WIDTHS).reduce((sum, width) => sum + width, 0) * MM;
  return RECORD_CHECK_COLUMNS.map((column) => {
    const whole = column === 'name' || column === 'studentNo' || column === 'idNumber';
    const grouped = column === 'admissionPhoto' || column === 'graduationPhoto';
    return {
      title: text.recordCheckColumns[column],
      ...(grouped ? { group: text.photoGroup } : {}),
      width: column === 'correction' ? CONTENT_WIDTH - fixed : WIDTHS[column] * MM,
      align: 'centre',
      fit: whole ? WHOLE : PROSE,
    };
  });
}

function tableRows(sheet: RecordCheckSheetData, text: SheetText, masked: boolean): TableRow[] {
  const rows: TableRow[] = sheet.students.map((student, index) => {
    const cells = recordCheckCells(student, index, text, masked);
    return {
      studentId: student.id,
      cells: RECORD_CHECK_COLUMNS.map((column) => {
        const missing =
          (column === 'admissionPhoto' && !student.photos.admission) ||
          (column === 'graduationPhoto' && !student.photos.graduation);
        return { text: cells[column], ...(missing ? { weight: 'bold' as const } : {}) };
      }),
    };
  });
  for (let index = 1; index <= ADDED_ROWS; index += 1) {
    rows.push({ studentId: null, cells: [{ text: text.addedRow(index), colour: INK.quiet }] });
  }
  return rows;
}

function drawSheet(
  document: PDFKit.PDFDocument,
  pen: SheetPen,
  sheet: RecordCheckSheetData,
  columns: TableColumn[],
  text: SheetText,
  masked: boolean,
): number {
  const { mark } = sheet;
  const rows = tableRows(sheet, text, masked);
  const notes = notesHeight(text.filling.length);
  const pages = planPages({
    rowCount: rows.length,
    rowHeight: STYLE.rowHeight,
    firstPage: bodyHeight(true) - STYLE.headerHeight - notes,
    laterPage: bodyHeight(false) - STYLE.headerHeight - notes,
    closing: CLOSING_HEIGHT,
    rowsWithClosing: ADDED_ROWS + 2,
  });
  const head = {
    mark,
    title: text.recordCheckTitle,
    code: codeRuns(sheetCodeText(mark.sheetNumber, mark.shortCode)),
    info: [
      { label: text.info.college, value: sheet.collegeName ?? '', share: 5 },
      { label: text.info.major, value: sheet.majorName ?? '', share: 5 },
      { label: text.info.class, value: sheet.className ?? '', share: 4 },
      { label: text.info.counsellor, value: sheet.counsellor ?? '', share: 3 },
      { label: text.info.students, value: text.studentCount(sheet.students.length), share: 2 },
    ],
  };
  for (const [index, page] of pages.entries()) {
    const firstPage = index === 0;
    document.addPage();
    drawHead(document, pen, head, text, firstPage);
    const top = MARGIN.top + (firstPage ? HEAD_HEIGHT.first : HEAD_HEIGHT.later);
    const ofPage = rows.slice(page.start, page.start + page.count);
    const bottom = drawTable(pen, columns, ofPage, MARGIN.x, top, STYLE);
    drawNotes(pen, bottom, text.filling, text.fillingTitle);
    if (page.closing) drawSignatures(pen, bottom + notes, text.signatures, text);
    drawFoot(pen, mark, text, index + 1, pages.length);
  }
  return pages.length;
}

/**
 * Prints 《学籍信息核对表》, one sheet (of one or more A4 landscape pages) a class, all into one document that
 * streams to `sink` and ends it. Resolves once the sink has taken everything.
 * @throws AppError CANCELLED; the error of a sink that fails. The sink is then destroyed.
 */
export async function renderRecordCheckSheets(
  sheets: readonly RecordCheckSheetData[],
  sink: NodeJS.WritableStream,
  options: RenderOptions = {},
): Promise<RenderResult> {
  const first = sheets[0];
  if (!first) throw new RangeError('there is no sheet to print');
  const text = textOf(options.lang);
  const masked = options.masked ?? true;
  const fonts = options.fonts ?? openReportFonts();
  const subject = sheets.length === 1 ? first.mark.sheetNumber : first.mark.campaignName;
  const output = openSheetDocument(
    sink,
    {
      title: `${text.recordCheckTitle} ${subject}`,
      author: first.mark.schoolName,
      time: first.mark.dataTime,
      lang: options.lang ?? 'zh',
    },
    options.signal,
  );
  try {
    const { document } = output;
    const pen = sheetPen(document, fonts);
    const columns = tableColumns(text);
    let pages = 0;
    for (const [index, sheet] of sheets.entries()) {
      await output.breathe();
      pages += drawSheet(document, pen, sheet, columns, text, masked);
      options.onProgress?.({ sheets: index + 1, ofSheets: sheets.length, pages });
    }
    await output.finish();
    return { pages, cannotPrint: pen.cannotPrint };
  } catch (error) {
    output.abandon(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}
