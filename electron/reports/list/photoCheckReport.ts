import { printedIdNumber } from '../printedIdNumber.ts';
import type { PhotoCheckSheetData, SheetLanguage } from '../reportData.ts';
import type { RecordCheckColumn } from '../text/sheetText.ts';
import { textOf } from '../text/textOf.ts';
import { classInfo } from './classInfo.ts';
import type { ListReport } from './listReport.ts';

/** Headings are those of 《学籍信息核对表》, so that a list that was filled in is read back like one. */
const COLUMNS = ['number', 'studentNo', 'name', 'idNumber'] as const satisfies RecordCheckColumn[];
const ANSWERS = ['correction', 'signature'] as const satisfies RecordCheckColumn[];

/** The Excel twin of 《学生数码照片核对表》: who has a photo, and room for what is wrong and the signature. */
export function photoCheckReport(
  sheets: readonly PhotoCheckSheetData[],
  { lang, masked = true }: { lang?: SheetLanguage; masked?: boolean } = {},
): ListReport {
  const text = textOf(lang);
  const role = sheets[0]?.role ?? 'graduation';
  const heading = (column: RecordCheckColumn) => text.recordCheckColumns[column];
  return {
    title: text.photoCheckTitle,
    columns: [
      { title: heading(COLUMNS[0]), paper: 10, screen: 6, align: 'centre', fit: 'prose', isNumber: true },
      { title: heading(COLUMNS[1]), paper: 30, screen: 16, align: 'centre', fit: 'whole' },
      { title: heading(COLUMNS[2]), paper: 30, screen: 18, align: 'centre', fit: 'whole' },
      { title: heading(COLUMNS[3]), paper: 40, screen: 22, align: 'centre', fit: 'whole' },
      { title: text.photoRole[role], paper: 20, screen: 12, align: 'centre', fit: 'prose' },
      { title: heading(ANSWERS[0]), paper: null, screen: 40, align: 'centre', fit: 'prose', isAnswer: true },
      { title: heading(ANSWERS[1]), paper: 30, screen: 16, align: 'centre', fit: 'prose', isAnswer: true },
    ],
    besideTitle: text.photoRole[role],
    frozenColumns: 3,
    rowHeight: { paper: 8.6, screen: 32 },
    notes: { leadIn: text.fillingTitle, lines: text.photoCheckNotes, onEveryPage: true },
    signatures: text.signatures,
    rowsWithClosing: 2,
    sheets: sheets.map((sheet) => ({
      mark: sheet.mark,
      name: sheet.className,
      info: classInfo(sheet, sheet.students.length, text),
      rows: () =>
        sheet.students.map(({ id, values, photoHash }, index) => ({
          student: id,
          cells: [
            String(index + 1),
            values.studentNo ?? '',
            values.name ?? '',
            printedIdNumber(values.idNumber, masked),
            photoHash === null ? text.photoMissing : text.photoThere,
            '',
            '',
          ],
          beside: photoHash,
          strong: photoHash === null ? [4] : [],
        })),
    })),
  };
}
