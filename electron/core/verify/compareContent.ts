import type { VerifiedSheet } from '../../../shared/contract/verifySheets.ts';
import type { SignedSheet } from '../../db/tables/signedSheetTable.ts';
import { cellMark, readMarks } from '../../reports/content/sheetContent.ts';
import type { FoundSheet } from './readWorkbookSheets.ts';

export type Difference = VerifiedSheet['differences'][number];

/** What is kept of a sheet, taken apart. */
export interface KeptContent {
  columns: string[];
  /** Marks of the lines above the table. */
  heading: string[];
  students: (string | null)[];
  rows: string[][];
}

export function keptContent({ columns, students, marks }: SignedSheet): KeptContent {
  const { titles, heading } = JSON.parse(columns) as { titles: string[]; heading: string[] };
  return {
    columns: titles,
    heading,
    students: students === '' ? [] : students.split(' ').map((id) => (id === '-' ? null : id)),
    rows: readMarks(marks, titles.length),
  };
}

/** Where a file says something else than what was printed, line by line. */
export function differencesOf(number: string, found: FoundSheet, kept: KeptContent): Difference[] {
  const differences: Difference[] = [];
  for (const [place, said] of found.content.heading.entries()) {
    const mark = cellMark(number, place, said);
    if (kept.heading[place] !== mark) differences.push({ what: 'heading', row: null, column: null, said });
  }
  // What is printed and stands in no cell is not in the file.
  const columns = kept.columns.flatMap((title, index) => {
    const at = found.content.columns.indexOf(title);
    return at < 0 ? [] : [{ title, index, at }];
  });
  const rows = found.content.rows.map(({ cells }, place) => ({
    row: found.rowNumbers[place]!,
    cells,
    marks: columns.map(({ index, at }) => cellMark(number, index, cells[at] ?? '')),
  }));
  const open = new Map<string, number[]>();
  const marksOf = (at: number): string[] => columns.map(({ index }) => kept.rows[at]![index]!);
  for (const at of kept.rows.keys()) {
    const key = marksOf(at).join('');
    open.set(key, [...(open.get(key) ?? []), at]);
  }
  // Rows that say the same in every cell, wherever they stand; then the rest, by what they agree in.
  const rest = rows.filter(({ marks }) => open.get(marks.join(''))?.shift() === undefined);
  const missing = new Set([...open.values()].flat());
  for (const { row, cells, marks } of rest) {
    let best: number | null = null;
    let most = 0;
    for (const at of missing) {
      const same = marksOf(at).filter((mark, place) => mark === marks[place]).length;
      if (same > most) [best, most] = [at, same];
    }
    if (best === null || most * 3 < columns.length) {
      differences.push({ what: 'row-added', row, column: null, said: null });
      continue;
    }
    missing.delete(best);
    const printed = marksOf(best);
    for (const [place, { title, at }] of columns.entries()) {
      if (printed[place] === marks[place]) continue;
      differences.push({ what: 'cell', row, column: title, said: cells[at] ?? '' });
    }
  }
  for (const at of missing) {
    differences.push({ what: 'row-missing', row: at + 1, column: null, said: null });
  }
  return differences;
}
