import { ADDED_ROWS, RECORD_CHECK_COLUMNS, recordCheckCells } from '../recordCheckCells.ts';
import type { RecordCheckSheetData, SheetLanguage } from '../reportData.ts';
import type { RecordCheckColumn } from '../text/sheetText.ts';
import { textOf } from '../text/textOf.ts';
import { classInfo } from './classInfo.ts';
import type { ListReport, ListRow } from './listReport.ts';
import { missingPhotos } from './missingPhotos.ts';

/** Millimetres on paper; the column for corrections gets what is left of the page. */
const PAPER: Record<RecordCheckColumn, number | null> = {
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
  correction: null,
  signature: 24,
};
const SCREEN: Record<RecordCheckColumn, number> = {
  number: 5,
  studentNo: 15,
  name: 16,
  gender: 5,
  birthDate: 11,
  ethnicity: 10,
  idNumber: 21,
  majorName: 20,
  level: 9,
  duration: 5,
  enrolDate: 11,
  admissionPhoto: 5,
  graduationPhoto: 5,
  status: 13,
  correction: 30,
  signature: 14,
};
const WHOLE: readonly RecordCheckColumn[] = ['name', 'studentNo', 'idNumber'];
const ANSWERS: readonly RecordCheckColumn[] = ['correction', 'signature'];
const PHOTOS: readonly RecordCheckColumn[] = ['admissionPhoto', 'graduationPhoto'];

/** 《学籍信息核对表》: a sheet a class, with room to correct and to sign (domain notes §5.1). `masked` hides document numbers. */
export function recordCheckReport(
  sheets: readonly RecordCheckSheetData[],
  { lang, masked = true }: { lang?: SheetLanguage; masked?: boolean } = {},
): ListReport {
  const text = textOf(lang);
  const rowsOf = ({ students }: RecordCheckSheetData): ListRow[] => {
    const rows = students.map((student, index): ListRow => {
      const cells = recordCheckCells(student, index, text, masked);
      return {
        student: student.id,
        cells: RECORD_CHECK_COLUMNS.map((column) => cells[column]),
        strong: missingPhotos(RECORD_CHECK_COLUMNS, student.photos),
      };
    });
    for (let index = 1; index <= ADDED_ROWS; index += 1) {
      rows.push({ student: null, cells: [text.addedRow(index)], isBlank: true });
    }
    return rows;
  };
  return {
    title: text.recordCheckTitle,
    columns: RECORD_CHECK_COLUMNS.map((column) => ({
      title: text.recordCheckColumns[column],
      ...(PHOTOS.includes(column) ? { group: text.photoGroup } : {}),
      paper: PAPER[column],
      screen: SCREEN[column],
      align: 'centre',
      fit: WHOLE.includes(column) ? 'whole' : 'prose',
      ...(column === 'number' ? { isNumber: true } : {}),
      ...(ANSWERS.includes(column) ? { isAnswer: true as const } : {}),
    })),
    frozenColumns: 3,
    // What a hand needs to sign in; fitted to the width of A4 the workbook prints at three quarters: 8.5 mm.
    rowHeight: { paper: 8.6, screen: 32 },
    notes: { leadIn: text.fillingTitle, lines: text.filling, onEveryPage: true },
    signatures: text.signatures,
    rowsWithClosing: ADDED_ROWS + 2,
    sheets: sheets.map((sheet) => ({
      mark: sheet.mark,
      name: sheet.className,
      info: classInfo(sheet, sheet.students.length, text),
      rows: () => rowsOf(sheet),
    })),
  };
}
