import { printedIdNumber } from '../printedIdNumber.ts';
import type { CaseSheetData, ListedCase, SheetLanguage } from '../reportData.ts';
import type { CaseColumn, CaseReportKind, SheetText } from '../text/sheetText.ts';
import { textOf } from '../text/textOf.ts';
import type { ListColumn, ListFit, ListReport } from './listReport.ts';

interface Form {
  columns: readonly CaseColumn[];
  /** The column that takes what is left of the page. */
  widest: CaseColumn;
}

/** Forms as schools print them (domain notes §5.3, §5.6), a sheet a college, from cases. */
const FORMS: Record<CaseReportKind, Form> = {
  'case-corrections': {
    columns: [
      ...(['class', 'number', 'studentNo', 'name', 'idNumber', 'correctionKind', 'correction'] as const),
      ...(['proofs', 'caseNumber', 'caseState', 'handling'] as const),
    ],
    widest: 'correction',
  },
  'case-filing': {
    columns: [
      ...(['class', 'number', 'studentNo', 'name', 'idNumber', 'flag', 'cause'] as const),
      ...(['finding', 'deciders', 'proofs', 'caseNumber', 'caseState', 'remark'] as const),
    ],
    widest: 'finding',
  },
};

/** Millimetres on paper, characters in the workbook. */
const COLUMNS: Record<CaseColumn, { paper: number; screen: number; fit: ListFit; isAnswer?: true }> = {
  class: { paper: 20, screen: 18, fit: 'prose' },
  number: { paper: 9, screen: 6, fit: 'prose' },
  studentNo: { paper: 22, screen: 15, fit: 'whole' },
  name: { paper: 18, screen: 16, fit: 'whole' },
  idNumber: { paper: 30, screen: 21, fit: 'whole' },
  correctionKind: { paper: 18, screen: 16, fit: 'long' },
  correction: { paper: 60, screen: 48, fit: 'long' },
  flag: { paper: 18, screen: 16, fit: 'prose' },
  cause: { paper: 18, screen: 16, fit: 'long' },
  finding: { paper: 60, screen: 40, fit: 'long' },
  deciders: { paper: 18, screen: 16, fit: 'long' },
  proofs: { paper: 30, screen: 36, fit: 'long' },
  caseNumber: { paper: 25, screen: 18, fit: 'whole' },
  caseState: { paper: 16, screen: 14, fit: 'prose' },
  handling: { paper: 18, screen: 20, fit: 'prose', isAnswer: true },
  remark: { paper: 12, screen: 20, fit: 'prose', isAnswer: true },
};
const LEFT: readonly CaseColumn[] = ['correction', 'finding', 'proofs'];

function cellOf(
  column: CaseColumn,
  one: ListedCase,
  { sheet, masked, index }: { sheet: SheetText; masked: boolean; index: number },
): string {
  switch (column) {
    case 'class':
      return one.values.className ?? sheet.none;
    case 'number':
      return String(index + 1);
    case 'studentNo':
    case 'name':
      return one.values[column] ?? '';
    case 'idNumber':
      return printedIdNumber(one.values.idNumber, masked);
    case 'proofs':
      return one.proofs.join(sheet.listJoin);
    case 'handling':
    case 'remark':
      return '';
    default:
      return one[column];
  }
}

/** A report of cases, a sheet a college. `masked` hides document numbers. */
export function caseReport(
  kind: CaseReportKind,
  sheets: readonly CaseSheetData[],
  { lang, masked = true }: { lang?: SheetLanguage; masked?: boolean } = {},
): ListReport {
  const sheet = textOf(lang);
  const { columns, widest } = FORMS[kind];
  const { title, notes } = sheet.caseReports[kind];
  return {
    title,
    columns: columns.map((column): ListColumn => {
      const { paper, screen, fit, isAnswer } = COLUMNS[column];
      return {
        title: sheet.caseColumns[column],
        paper: column === widest ? null : paper,
        screen,
        align: LEFT.includes(column) ? 'left' : 'centre',
        fit,
        ...(column === 'number' ? { isNumber: true } : {}),
        ...(isAnswer ? { isAnswer } : {}),
      };
    }),
    joinsFirstColumn: true,
    frozenColumns: 4,
    rowHeight: { paper: 8, screen: 24 },
    notes: { leadIn: '', lines: notes, onEveryPage: false },
    signatures: sheet.collegeSignatures,
    rowsWithClosing: 2,
    sheets: sheets.map((one) => ({
      mark: one.mark,
      name: one.collegeName ?? sheet.none,
      info: [
        { label: sheet.info.college, value: one.collegeName ?? sheet.none, share: 6 },
        { label: sheet.info.students, value: sheet.studentCount(one.cases.length), share: 2 },
      ],
      rows: () =>
        one.cases.map((listed, index) => ({
          student: listed.student,
          cells: columns.map((column) => cellOf(column, listed, { sheet, masked, index })),
        })),
    })),
  };
}
