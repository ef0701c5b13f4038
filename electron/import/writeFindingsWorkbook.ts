import type { Writable } from 'node:stream';
import ExcelJS from 'exceljs';
import { AppError } from '../../shared/domain/errors.ts';
import { maskIdNumber } from '../../shared/domain/mask.ts';
import { neutraliseCell } from '../../shared/domain/neutraliseCell.ts';
import { createText, type Language } from '../../shared/text/createText.ts';
import type { PlannedRow } from './reconcile/plannedRow.ts';

/** A row that needs a person, with its cells as they stand in the file. */
export interface RowToLookAt extends Pick<PlannedRow, 'row' | 'sheet' | 'outcome' | 'findings'> {
  cells: readonly string[];
}

export interface FindingsWorkbook {
  lang: Language;
  headings: readonly string[];
  rows: Iterable<RowToLookAt>;
  /** They stand in several sheets. */
  several: boolean;
  signal: AbortSignal;
}

/** 18 characters, or the 15 of before 1999 (GB 11643); a 学号 or 考生号 is shorter, and said whole everywhere. */
const IDENTITY_NUMBER = /(?<!\d)(?:\d{17}[\dXx]|\d{15})(?!\d)/g;

const COLUMN_TITLES = {
  zh: { row: '原行号', of: '原工作表', outcome: '结果', reasons: '原因与处理办法', sheet: '待处理的行' },
  en: {
    row: 'Row',
    of: 'Sheet',
    outcome: 'Result',
    reasons: 'Why, and what to do',
    sheet: 'Rows to look at',
  },
} as const;

/** The rows that were not taken as they are, each with its reasons, to send back to whoever made the file. */
export async function writeFindingsWorkbook(sink: Writable, book: FindingsWorkbook): Promise<void> {
  const text = createText(book.lang);
  const titles = COLUMN_TITLES[book.lang];
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: sink,
    useStyles: true,
  });
  const sheet = workbook.addWorksheet(titles.sheet, { views: [{ state: 'frozen', ySplit: 1 }] });
  const { several } = book;
  sheet.columns = [
    ...(several ? [{ width: 16 }] : []),
    { width: 8 },
    { width: 10 },
    { width: 60 },
    // Every column as text, so that numbers of 18 digits survive the next save.
    ...book.headings.map(() => ({ width: 18, style: { numFmt: '@' } })),
  ];
  const head = sheet.addRow([
    ...(several ? [titles.of] : []),
    titles.row,
    titles.outcome,
    titles.reasons,
    ...book.headings.map(neutraliseCell),
  ]);
  head.font = { bold: true };
  head.commit();
  for (const { row, sheet: of, outcome, findings, cells } of book.rows) {
    if (book.signal.aborted) throw new AppError('CANCELLED');
    // The cells are whole, since the file is to be mended by them; what is said of them may name what the store has.
    const said = findings.map((finding) => text.sayFinding(finding)).join('\n');
    const reasons = said.replaceAll(IDENTITY_NUMBER, maskIdNumber);
    const line = sheet.addRow([
      ...(several ? [neutraliseCell(of ?? '')] : []),
      row,
      text.outcome(outcome),
      neutraliseCell(reasons),
      ...cells.map(neutraliseCell),
    ]);
    line.getCell(several ? 4 : 3).alignment = { wrapText: true, vertical: 'top' };
    line.commit();
  }
  await workbook.commit();
}
