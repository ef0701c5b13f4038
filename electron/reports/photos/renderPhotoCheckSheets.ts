import { classInfo } from '../list/classInfo.ts';
import { drawPages } from '../pdf/drawPages.ts';
import { LANDSCAPE } from '../pdf/paper.ts';
import { type Printing, printSheets } from '../pdf/printSheets.ts';
import { INK, type SheetPen } from '../pdf/sheetPen.ts';
import type { RenderOptions } from '../renderOptions.ts';
import type { PhotoCheckSheetData, RenderResult } from '../reportData.ts';
import { textOf } from '../text/textOf.ts';
import type { ReadPicture } from './drawPhoto.ts';
import { CELL_HEIGHT, drawPhotoCell } from './drawPhotoCell.ts';

const COLUMNS = 8;
const { margin, content } = LANDSCAPE;
const CELL_WIDTH = content / COLUMNS;

function drawRules(pen: SheetPen, y: number, rows: number): void {
  const bottom = y + rows * CELL_HEIGHT;
  for (let row = 1; row < rows; row += 1) {
    pen.line(margin.x, y + row * CELL_HEIGHT, margin.x + content, y + row * CELL_HEIGHT, 0.35, INK.rule);
  }
  for (let column = 1; column < COLUMNS; column += 1) {
    const x = margin.x + column * CELL_WIDTH;
    pen.line(x, y, x, bottom, 0.35, INK.rule);
  }
  pen.frame({ x: margin.x, y, width: content, height: bottom - y }, 0.9, INK.frame);
}

function drawSheet(
  sheet: PhotoCheckSheetData,
  printing: Printing,
  { masked, readPicture }: { masked: boolean; readPicture: ReadPicture },
): Promise<number> {
  const { pen, text } = printing;
  const { mark, students, role } = sheet;
  return drawPages(printing, {
    mark,
    title: text.photoCheckTitle,
    info: classInfo(sheet, students.length, text),
    headerHeight: 0,
    heights: Array.from({ length: Math.ceil(students.length / COLUMNS) }, () => CELL_HEIGHT),
    drawRows: async ({ start, count }, top) => {
      const first = start * COLUMNS;
      const ofPage = students.slice(first, first + count * COLUMNS);
      // A page's photos at once: reading and shrinking them is most of the work, and it runs beside.
      const pictures = await Promise.all(
        ofPage.map(({ photoHash }) => (photoHash === null ? null : readPicture(photoHash))),
      );
      for (const [at, student] of ofPage.entries()) {
        const cell = {
          x: margin.x + (at % COLUMNS) * CELL_WIDTH,
          y: top + Math.floor(at / COLUMNS) * CELL_HEIGHT,
          width: CELL_WIDTH,
          height: CELL_HEIGHT,
        };
        const jpeg = pictures[at] ?? null;
        drawPhotoCell(pen, cell, student, { number: first + at + 1, jpeg, role, text, masked });
      }
      drawRules(pen, top, count);
      return top + count * CELL_HEIGHT;
    },
    notes: { leadIn: '', lines: text.photoCheckNotes, onEveryPage: true },
    signatures: text.signatures,
    rowsWithClosing: 1,
  });
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
