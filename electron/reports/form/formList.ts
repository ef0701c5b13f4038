import type { ListReport, ListRow } from '../list/listReport.ts';
import type { SheetLanguage } from '../reportData.ts';
import type { SheetText } from '../text/sheetText.ts';
import { textOf } from '../text/textOf.ts';
import type { FormReport, FormRow } from './formReport.ts';

/** The Excel twin of forms, and what is signed of them: a worksheet each, a line an item. */
export function formList(report: FormReport, { lang }: { lang?: SheetLanguage } = {}): ListReport {
  const text = textOf(lang);
  return {
    title: report.title,
    columns: [
      { title: text.statement.item, paper: 60, screen: 34, align: 'left', fit: 'prose' },
      { title: text.statement.content, paper: null, screen: 70, align: 'left', fit: 'long' },
    ],
    besideTitle: report.photoTitle,
    frozenColumns: 1,
    rowHeight: { paper: 8, screen: 20 },
    notes: { leadIn: '', lines: report.notes, onEveryPage: false },
    signatures: report.signatures,
    rowsWithClosing: 2,
    sheets: report.sheets.map(({ mark, name, info, student, rows }) => ({
      mark,
      name,
      info,
      rows: () => rows().flatMap((row) => linesOf(row, text).map((line) => ({ ...line, student }))),
    })),
  };
}

function linesOf(row: FormRow, text: SheetText): Omit<ListRow, 'student'>[] {
  const heading = row.heading === undefined ? [] : [{ cells: [row.heading, ''], strong: [0] }];
  switch (row.kind) {
    case 'facts':
      return [...heading, ...row.facts.map(({ label, value }) => ({ cells: [label, value] }))];
    case 'line': {
      if (row.says) return [...heading, ...row.says.map(({ item, content }) => ({ cells: [item, content] }))];
      const [first, ...rest] = row.cells.filter(({ isTitle }) => !isTitle).map((cell) => cell.text);
      if (first === undefined) return heading;
      return [...heading, { cells: [first, rest.filter((part) => part !== '').join(' ')] }];
    }
    case 'photos':
      return [
        ...heading,
        ...row.photos.map(({ role, hash }) => ({
          cells: [text.photoRole[role], hash === null ? text.photoMissing : text.photoThere],
          beside: hash,
        })),
      ];
    case 'answer':
      // Left for a hand: as a line of one cell it is no part of what is signed.
      return [...heading, { cells: [row.label, row.before] }];
  }
}
