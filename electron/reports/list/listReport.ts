import type { SheetMark } from '../reportData.ts';

/** How a column's texts are set: whole names and numbers; short prose; what people wrote, for which rows grow. */
export type ListFit = 'whole' | 'prose' | 'long';

export interface ListColumn {
  title: string;
  /** Columns side by side with the same group share a heading above their own. */
  group?: string;
  /** Millimetres on paper; null, of one column: what the others leave. */
  paper: number | null;
  /** Characters of a worksheet's column, as Excel counts. */
  screen: number;
  align: 'left' | 'centre';
  fit: ListFit;
  /** Left for hands to fill: what stands there is not what was printed. */
  isAnswer?: true;
  /** A running number: a figure in the workbook. */
  isNumber?: boolean;
}

export interface ListRow {
  /** Our internal id: only to say whose character could not be printed. Null: of nobody. */
  student: string | null;
  cells: readonly string[];
  /** Columns whose text stands out. */
  strong?: readonly number[];
  /** What is printed beside its texts, as itself or by name: the hash of a photo. */
  beside?: string | null;
  /** A row left for a hand to fill, its text a hint. */
  isBlank?: boolean;
}

/** One numbered sheet: pages of its own, a worksheet of its own. */
export interface ListSheet {
  mark: SheetMark;
  /** Names the worksheet and, where every sheet is a file, the file; null: nothing that could name it. */
  name: string | null;
  info: readonly { label: string; value: string; share: number }[];
  /** Made when the sheet is drawn, so that a whole school is never there twice. */
  rows: () => readonly ListRow[];
}

/** Sheets of one form, printed by renderListReport and written by writeListWorkbook. */
export interface ListReport {
  title: string;
  columns: readonly ListColumn[];
  /** The first column says the same for neighbours: on paper once a page. */
  joinsFirstColumn?: boolean;
  /** What `beside` of the rows is; absent: nothing is. */
  besideTitle?: string;
  /** Columns that stay in sight in the workbook. */
  frozenColumns: number;
  /** Millimetres of a row on paper, points in the workbook; rows of long texts are higher. */
  rowHeight: { paper: number; screen: number };
  notes: { leadIn: string; lines: readonly string[]; onEveryPage: boolean };
  signatures: readonly string[];
  /** Rows that the signatures never leave alone on a page. */
  rowsWithClosing: number;
  sheets: readonly ListSheet[];
}
