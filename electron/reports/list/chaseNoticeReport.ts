import { maskName } from '../../../shared/domain/mask.ts';
import { createText } from '../../../shared/text/createText.ts';
import type { ChaseNoticeData, SheetLanguage } from '../reportData.ts';
import type { ChaseNoticeColumn } from '../text/sheetText.ts';
import { textOf } from '../text/textOf.ts';
import type { ListReport } from './listReport.ts';

/** Millimetres on paper, characters in the workbook; what comes next takes what is left of the page. */
const WIDTHS: Record<ChaseNoticeColumn, readonly [paper: number | null, screen: number]> = {
  number: [10, 6],
  name: [28, 14],
  numberEnd: [24, 12],
  status: [32, 16],
  step: [null, 60],
  signature: [30, 14],
};
const COLUMNS = Object.keys(WIDTHS) as ChaseNoticeColumn[];

/**
 * A notice to put up or to read out in a class: who is not done and what each is to do. Names are masked and numbers cut
 * to their end, since everybody reads it; `masked` false has the names whole, never the numbers.
 */
export function chaseNoticeReport(
  sheets: readonly ChaseNoticeData[],
  { lang, masked = true }: { lang?: SheetLanguage; masked?: boolean } = {},
): ListReport {
  const text = textOf(lang);
  const { chase } = createText(lang ?? 'zh');
  return {
    title: text.chaseNoticeTitle,
    columns: COLUMNS.map((column) => ({
      title: text.chaseNoticeColumns[column],
      paper: WIDTHS[column][0],
      screen: WIDTHS[column][1],
      align: column === 'step' ? 'left' : 'centre',
      fit: column === 'name' ? 'whole' : column === 'step' ? 'long' : 'prose',
      ...(column === 'number' ? { isNumber: true } : {}),
      ...(column === 'signature' ? { isAnswer: true } : {}),
    })),
    frozenColumns: 2,
    rowHeight: { paper: 10, screen: 30 },
    notes: { leadIn: '', lines: text.chaseNoticeNotes, onEveryPage: false },
    signatures: text.collegeSignatures,
    rowsWithClosing: 2,
    sheets: sheets.map(({ mark, collegeName, className, counsellor, deadline, students }) => ({
      mark,
      name: className ?? text.none,
      info: [
        { label: text.info.college, value: collegeName ?? '', share: 5 },
        { label: text.info.class, value: className ?? text.none, share: 4 },
        { label: text.info.counsellor, value: counsellor ?? '', share: 3 },
        { label: text.info.deadline, value: deadline, share: 3 },
        { label: text.info.students, value: text.studentCount(students.length), share: 2 },
      ],
      rows: () =>
        students.map(({ id, name, studentNo, status, reason }, index) => ({
          student: id,
          cells: [
            String(index + 1),
            masked ? maskName(name ?? '') : (name ?? ''),
            (studentNo ?? '').slice(-4),
            text.status[status],
            chase.tell(reason),
            '',
          ],
        })),
    })),
  };
}
