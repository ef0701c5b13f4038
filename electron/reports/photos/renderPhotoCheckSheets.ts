import { classInfo } from '../list/classInfo.ts';
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
import { type Printing, printSheets } from '../pdf/printSheets.ts';
import { INK, type SheetPen } from '../pdf/sheetPen.ts';
import { planPages } from '../planPages.ts';
import type { RenderOptions } from '../renderOptions.ts';
import type { PhotoCheckSheetData, RenderResult } from '../reportData.ts';
import { textOf } from '../text/textOf.ts';
import type { ReadPicture } from './drawPhoto.ts';
import { CELL_HEIGHT, drawPhotoCell } from './drawPhotoCell.ts';

const COLUMNS = 8;
const CELL_WIDTH = CONTENT_WIDTH / COLUMNS;

function drawRules(pen: SheetPen, y: number, rows: number): void {
  const bottom = y + rows * CELL_HEIGHT;
  for (let row = 1; row < rows; row += 1) {
    pen.line(
      MARGIN.x,
      y + row * CELL_HEIGHT,
      MARGIN.x + CONTENT_WIDTH,
      y + row * CELL_HEIGHT,
      0.35,
      INK.rule,
    );
  }
  for (let column = 1; column < COLUMNS; column += 1) {
    const x = MARGIN.x + column * CELL_WIDTH;
    pen.line(x, y, x, bottom, 0.35, INK.rule);
  }
  pen.frame({ x: MARGIN.x, y, width: CONTENT_WIDTH, height: bottom - y }, 0.9, INK.frame);
}

async function drawSheet(
  sheet: PhotoCheckSheetData,
  { output, pen, text }: Printing,
  { masked, readPicture }: { masked: boolean; readPicture: ReadPicture },
): Promise<number> {
  const { document } = output;
  const { mark, students, role } = sheet;
  const notes = notesHeight(text.photoCheckNotes.length);
  const pages = planPages({
    heights: Array.from({ length: Math.ceil(students.length / COLUMNS) }, () => CELL_HEIGHT),
    firstPage: bodyHeight(true) - notes,
    laterPage: bodyHeight(false) - notes,
    closing: CLOSING_HEIGHT,
    rowsWithClosing: 1,
  });
  const head = {
    mark,
    title: text.photoCheckTitle,
    code: codeRuns(mark.code),
    info: classInfo(sheet, students.length, text),
  };
  for (const [index, page] of pages.entries()) {
    const firstPage = index === 0;
    const first = page.start * COLUMNS;
    const ofPage = students.slice(first, first + page.count * COLUMNS);
    // A page's photos at once: reading and shrinking them is most of the work, and it runs beside.
    const pictures = await Promise.all(
      ofPage.map(({ photoHash }) => (photoHash === null ? null : readPicture(photoHash))),
    );
    await output.breathe();
    document.addPage();
    drawHead(document, pen, head, text, firstPage);
    const top = MARGIN.top + (firstPage ? HEAD_HEIGHT.first : HEAD_HEIGHT.later);
    for (const [at, student] of ofPage.entries()) {
      const cell = {
        x: MARGIN.x + (at % COLUMNS) * CELL_WIDTH,
        y: top + Math.floor(at / COLUMNS) * CELL_HEIGHT,
        width: CELL_WIDTH,
        height: CELL_HEIGHT,
      };
      const jpeg = pictures[at] ?? null;
      drawPhotoCell(pen, cell, student, { number: first + at + 1, jpeg, role, text, masked });
    }
    drawRules(pen, top, page.count);
    const bottom = top + page.count * CELL_HEIGHT;
    drawNotes(pen, bottom, text.photoCheckNotes);
    if (page.closing) drawSignatures(pen, bottom + notes, text.signatures, text);
    drawFoot(pen, mark, text, index + 1, pages.length);
  }
  return pages.length;
}

/**
 * Prints 《学生数码照片核对表》 (domain notes §5.2): a class a sheet, eight photos a row, each with a place to tick and to
 * sign. Pictures are read page by page, so that a school takes no more memory than a class.
 * @throws as printSheets.
 */
export function renderPhotoCheckSheets(
  sheets: readonly PhotoCheckSheetData[],
  sink: NodeJS.WritableStream,
  readPicture: ReadPicture,
  options: RenderOptions = {},
): Promise<RenderResult> {
  const masked = options.masked ?? true;
  const { photoCheckTitle } = textOf(options.lang);
  return printSheets(photoCheckTitle, sheets, sink, options, (sheet, printing) =>
    drawSheet(sheet, printing, { masked, readPicture }),
  );
}
