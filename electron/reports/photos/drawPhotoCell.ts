import { MM } from '../pdf/paper.ts';
import { type Box, INK, type SheetPen } from '../pdf/sheetPen.ts';
import { printedIdNumber } from '../printedIdNumber.ts';
import type { PhotoCheckSheetData, PhotoCheckStudent } from '../reportData.ts';
import type { SheetText } from '../text/sheetText.ts';
import { drawPhoto } from './drawPhoto.ts';

/** 3:4 as the standard asks (domain notes §2), large enough to know a face by. */
export const PHOTO = { width: 22.5 * MM, height: 30 * MM };
/** The photo, three lines of who it is of, boxes to tick and a line to sign on. */
export const CELL_HEIGHT = 52.6 * MM;
const TOP = 1.4 * MM;
const WHOLE = { minSize: 5.5, maxLines: 2, minWrapSize: 5 };

/** One student of a photo sheet. `jpeg` null: there is no photo, or none that can be shown. */
export function drawPhotoCell(
  pen: SheetPen,
  cell: Box,
  student: PhotoCheckStudent,
  {
    number,
    jpeg,
    role,
    text,
    masked,
  }: {
    number: number;
    jpeg: Buffer | null;
    role: PhotoCheckSheetData['role'];
    text: SheetText;
    masked: boolean;
  },
): void {
  const { name, studentNo, idNumber } = student.values;
  pen.about(student.id);
  const photo = { x: cell.x + (cell.width - PHOTO.width) / 2, y: cell.y + TOP, ...PHOTO };
  drawPhoto(pen, photo, { hash: student.photoHash, jpeg, role }, { text, size: 8 });
  const left = cell.x + 1 * MM;
  const width = cell.width - 2 * MM;
  const line = (value: string, y: number, height: number, size: number, weight: 'bold' | 'regular') =>
    pen.text(value, { x: left, y, width, height }, { weight, size, align: 'centre', fit: WHOLE });
  let y = photo.y + PHOTO.height + 0.6 * MM;
  line(name ?? '', y, 4.4 * MM, 9, 'bold');
  y += 4.4 * MM;
  line(studentNo ?? '', y, 3.4 * MM, 7.6, 'regular');
  y += 3.4 * MM;
  line(printedIdNumber(idNumber, masked), y, 3.4 * MM, 7.2, 'regular');
  y += 3.6 * MM;
  line(text.photoTicks, y, 3.8 * MM, 8, 'regular');
  y += 4 * MM;
  const sign = `${text.sign}${text.between}`;
  const signed = pen.widthOf(sign, 'regular', 7.6);
  pen.text(
    sign,
    { x: left, y, width: signed + 0.01, height: 4.2 * MM },
    { weight: 'regular', size: 7.6, align: 'left' },
  );
  pen.line(left + signed, y + 3.8 * MM, left + width, y + 3.8 * MM, 0.4, INK.rule);
  pen.text(
    String(number),
    { x: cell.x + 0.8 * MM, y: cell.y + 1 * MM, width: 5 * MM, height: 3.4 * MM },
    { weight: 'regular', size: 7, align: 'left', colour: INK.quiet },
  );
  pen.about(null);
}
