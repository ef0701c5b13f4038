import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { createText } from '../../../shared/text/createText.ts';
import type { SheetLanguage, SheetsOutData } from '../reportData.ts';
import type { SheetsOutColumn } from '../text/sheetText.ts';
import { textOf } from '../text/textOf.ts';
import type { ListReport } from './listReport.ts';

/** Millimetres on paper, characters in the workbook; the remark, for a hand, takes what is left of the page. */
const WIDTHS: Record<SheetsOutColumn, readonly [paper: number | null, screen: number]> = {
  class: [44, 24],
  sheet: [44, 24],
  students: [14, 8],
  answered: [18, 10],
  state: [22, 12],
  holder: [36, 18],
  handedOn: [22, 12],
  daysOut: [20, 11],
  deadline: [22, 12],
  remark: [null, 30],
};
const COLUMNS = Object.keys(WIDTHS) as SheetsOutColumn[];
const FIGURES: readonly SheetsOutColumn[] = ['students', 'answered'];

/** Which class sheets of a college have not come back, and who has them: to remind them by, and to tick off. */
export function sheetsOutReport(
  colleges: readonly SheetsOutData[],
  { lang }: { lang?: SheetLanguage } = {},
): ListReport {
  const text = textOf(lang);
  const { sheet: words } = createText(lang ?? 'zh');
  return {
    title: text.sheetsOut.title,
    columns: COLUMNS.map((column) => ({
      title: text.sheetsOutColumns[column],
      paper: WIDTHS[column][0],
      screen: WIDTHS[column][1],
      align: 'centre',
      fit: column === 'sheet' || column === 'holder' ? 'whole' : 'prose',
      ...(FIGURES.includes(column) ? { isNumber: true } : {}),
      ...(column === 'remark' ? { isAnswer: true as const } : {}),
    })),
    frozenColumns: 2,
    rowHeight: { paper: 8, screen: 24 },
    notes: { leadIn: '', lines: text.sheetsOut.notes, onEveryPage: false },
    signatures: text.collegeSignatures,
    rowsWithClosing: 2,
    sheets: colleges.map(({ mark, collegeName, sheets }) => ({
      mark,
      name: collegeName ?? text.none,
      info: [
        { label: text.info.college, value: collegeName ?? text.none, share: 6 },
        { label: text.info.sheets, value: text.sheetCount(sheets.length), share: 2 },
        {
          label: text.info.students,
          value: text.studentCount(sheets.reduce((sum, { students }) => sum + students, 0)),
          share: 2,
        },
      ],
      rows: () =>
        sheets.map((one) => ({
          student: null,
          cells: [
            one.className ?? text.none,
            one.number,
            String(one.students),
            String(one.answered),
            words.state(one.state),
            one.holder === null
              ? ''
              : `${one.holder}${one.role === null ? '' : `（${words.role(one.role)}）`}`,
            one.handedAt === null ? '' : beijingDay(one.handedAt),
            one.daysOut === null ? '' : String(one.daysOut),
            one.deadline ?? '',
            one.note,
          ],
          strong: one.overdue ? [8] : [],
        })),
    })),
  };
}
