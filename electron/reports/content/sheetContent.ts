import { hash } from 'node:crypto';
import { neutraliseCell } from '../../../shared/domain/neutraliseCell.ts';
import { beijingTime } from '../beijingTime.ts';
import type { ListReport, ListSheet } from '../list/listReport.ts';
import type { SheetMark } from '../reportData.ts';
import type { SheetText } from '../text/sheetText.ts';

/**
 * What a sheet says, apart from what hands write on it: the same whether it is read from what was collected or back
 * from a workbook that was filled in, sorted and saved by another program.
 */
export interface SheetContent {
  /** The lines above the table, and the data's time. */
  heading: readonly string[];
  /** Titles of the columns that are printed, not those left for answers. */
  columns: readonly string[];
  rows: readonly ContentRow[];
  /** What `beside` of the rows is; null: nothing is. */
  besideTitle: string | null;
}

export interface ContentRow {
  /** Our internal id; null: of nobody, or read from a file. */
  student: string | null;
  cells: readonly string[];
  /** What is printed and stands in no cell: not part of the digest, since no file tells it. */
  beside: string;
}

/** Of a cell's digest, base64 characters of three bytes: kept for each cell of each printed sheet. */
const MARK_LENGTH = 4;

/** A text as it comes back from any program: runs of white space are one space. */
export function plainCell(text: string): string {
  return neutraliseCell(text).replace(/\s+/g, ' ').trim();
}

/** A row that says something: of one cell there may be a note, or a line left for a hand. */
export function isPrinted(cells: readonly string[]): boolean {
  return cells.filter((cell) => cell !== '').length > 1;
}

/** The lines above a table, as the workbook has them. */
export function headingOf(
  mark: Pick<SheetMark, 'schoolName' | 'campaignName' | 'sheetNumber' | 'dataTime'>,
  title: string,
  info: readonly { label: string; value: string }[],
  text: SheetText,
): { title: string; campaign: string; info: string; time: string } {
  return {
    title: `${mark.schoolName}${text.titleJoin}${title}`,
    campaign: mark.campaignName,
    info: [
      ...info.map(({ label, value }) => `${label}${text.between}${value}`),
      text.sheetNumber(mark.sheetNumber),
    ].join('　　'),
    time: beijingTime(mark.dataTime),
  };
}

export function listContent(report: ListReport, sheet: ListSheet, text: SheetText): SheetContent {
  const { title, campaign, info, time } = headingOf(sheet.mark, report.title, sheet.info, text);
  const printed = report.columns.flatMap(({ isAnswer }, index) => (isAnswer ? [] : [index]));
  return {
    heading: [title, campaign, info, time].map(plainCell),
    columns: printed.map((index) => plainCell(report.columns[index]!.title)),
    rows: sheet
      .rows()
      .filter(({ isBlank }) => !isBlank)
      .map(({ student, cells, beside }) => ({
        student,
        cells: printed.map((index) => plainCell(cells[index] ?? '')),
        beside: beside ?? '',
      }))
      .filter(({ cells }) => isPrinted(cells)),
    besideTitle: report.besideTitle ?? null,
  };
}

/** 80 bits of SHA-256 over everything that is printed, as bytes. In which order the rows stand does not count. */
export function contentDigest({ heading, columns, rows }: SheetContent): Uint8Array {
  const lines = rows.map(({ cells }) => JSON.stringify(cells)).sort();
  return hash('sha256', JSON.stringify([heading, columns, lines]), 'buffer').subarray(0, 10);
}

/** What is kept of a cell, so that it can be compared later without keeping what it says. */
export function cellMark(number: string, column: number, cell: string): string {
  return hash('sha256', `${number}\n${column}\n${cell}`, 'base64').slice(0, MARK_LENGTH);
}

/** The columns that marks are kept of. */
export function keptColumns({ columns, besideTitle }: SheetContent): string[] {
  return [...columns, ...(besideTitle === null ? [] : [besideTitle])];
}

/** The marks of a row, in the order of keptColumns. */
export function rowMarks(number: string, { cells, beside }: ContentRow, hasBeside: boolean): string[] {
  const kept = hasBeside ? [...cells, beside] : cells;
  return kept.map((cell, column) => cellMark(number, column, cell));
}

/** What is kept of the lines above the table, to tell later which of them was changed. */
export function headingMarks(number: string, { heading }: SheetContent): string[] {
  return heading.map((line, place) => cellMark(number, place, line));
}

export function contentMarks(number: string, { rows, besideTitle }: SheetContent): string {
  return rows.map((row) => rowMarks(number, row, besideTitle !== null).join('')).join('');
}

/** The marks of each row, cell by cell. */
export function readMarks(marks: string, columns: number): string[][] {
  const rows: string[][] = [];
  for (let start = 0; start < marks.length; start += columns * MARK_LENGTH) {
    rows.push(
      Array.from({ length: columns }, (_, column) =>
        marks.slice(start + column * MARK_LENGTH, start + (column + 1) * MARK_LENGTH),
      ),
    );
  }
  return rows;
}
