import type { ListReport } from '../list/listReport.ts';
import type { LetterData, SheetLanguage } from '../reportData.ts';
import { textOf } from '../text/textOf.ts';

/** The Excel twin of letters, a worksheet each; also what of them is signed. */
export function letterReport(letters: readonly LetterData[], lang?: SheetLanguage): ListReport {
  const { letter } = textOf(lang);
  return {
    title: letters[0]?.title ?? letter.title,
    columns: [
      { title: letter.item, paper: 20, screen: 8, align: 'centre', fit: 'prose' },
      { title: letter.content, paper: null, screen: 90, align: 'left', fit: 'long' },
    ],
    frozenColumns: 1,
    rowHeight: { paper: 8, screen: 20 },
    notes: { leadIn: '', lines: [], onEveryPage: false },
    signatures: [],
    rowsWithClosing: 1,
    sheets: letters.map((one) => ({
      mark: one.mark,
      name: one.name ?? one.caseNumber,
      info: [{ label: letter.caseNumber(''), value: one.caseNumber, share: 1 }],
      rows: () =>
        [...one.lines, one.sender, one.day].map((line, at) => ({
          student: one.student,
          cells: [String(at + 1), line],
        })),
    })),
  };
}
