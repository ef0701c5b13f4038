import { findSheetCode, type SheetCode } from '../../../shared/domain/sheetCode.ts';
import { findSheetNumber } from '../../../shared/domain/sheetNumber.ts';
import type { FilePlace } from '../../archive/filePlace.ts';
import { openSpreadsheet } from '../../import/readers/openSpreadsheet.ts';
import type { Cell, SheetRow } from '../../import/readers/reader.ts';
import { isPrinted, plainCell, type SheetContent } from '../../reports/content/sheetContent.ts';
import { answerTitles, printedTitles } from '../../reports/content/sheetTitles.ts';
import { ADDED_ROWS } from '../../reports/recordCheckCells.ts';
import { textOf } from '../../reports/text/textOf.ts';

/** A sheet of ours as a file has it, whatever program wrote the file last. */
export interface FoundSheet {
  worksheet: string | null;
  code: SheetCode | null;
  number: string | null;
  content: SheetContent;
  /** Of the content's rows, as a person sees them. */
  rowNumbers: number[];
}

const TIME = /\d{4}-\d{2}-\d{2} \d{2}:\d{2}/;
/** A header lies within the first rows, whatever was put above it. */
const FIRST_ROWS = 20;

/** The sheets of ours that a workbook, or any other file that we read as one, has. Errors: those of files. */
export async function readWorkbookSheets(path: FilePlace, signal: AbortSignal): Promise<FoundSheet[]> {
  const opened = await openSpreadsheet(path, { signal });
  try {
    const found: FoundSheet[] = [];
    const names = opened.sheets.length === 0 ? [null] : opened.sheets.map(({ name }) => name);
    for (const sheet of names) {
      const rows: SheetRow[] = [];
      for await (const batch of opened.rows({ sheet, signal })) rows.push(...batch);
      const one = readSheet(rows, sheet);
      if (one) found.push(one);
    }
    return found;
  } finally {
    await opened.close();
  }
}

/** Null: nothing in it says that it would be a sheet of ours. */
export function readSheet(rows: readonly SheetRow[], worksheet: string | null): FoundSheet | null {
  const texts = rows.map(({ number, cells }) => ({ number, cells: cells.map(writtenCell) }));
  let code: SheetCode | null = null;
  let time = '';
  for (const { cells } of texts) {
    const [text = ''] = cells;
    const found = text.includes('XJ') ? findSheetCode(text) : null;
    if (!found) continue;
    code = found;
    time = TIME.exec(text)?.[0] ?? '';
  }
  const header = headerOf(texts);
  const above = texts.filter(({ number }) => header !== null && number < header.first);
  const typed = above.flatMap(({ cells }) => cells.map(findSheetNumber)).find((number) => number !== null);
  const number = code?.number ?? (typed === 'wrong' ? null : (typed ?? null));
  if (number === null || header === null) return null;
  const line = (back: number): string =>
    above.find((row) => row.number === header.first - back)?.cells.find((cell) => cell !== '') ?? '';
  const text = textOf('zh');
  const added = Array.from({ length: ADDED_ROWS }, (_, index) => text.addedRow(index + 1));
  const answers = answerTitles();
  const columns = header.titles.flatMap((title, at) =>
    title === '' || answers.has(title) ? [] : [{ title, at }],
  );
  const data = texts
    .filter((row) => row.number > header.last && !added.includes(row.cells[0] ?? ''))
    .map((row) => ({ row: row.number, cells: columns.map(({ at }) => row.cells[at] ?? '') }))
    .filter(({ cells }) => isPrinted(cells));
  return {
    worksheet,
    code,
    number,
    content: {
      heading: [line(3), line(2), line(1), time],
      columns: columns.map(({ title }) => title),
      rows: data.map(({ cells }) => ({ student: null, cells, beside: '' })),
      besideTitle: null,
    },
    rowNumbers: data.map(({ row }) => row),
  };
}

type TextRow = { number: number; cells: string[] };

/** One or two rows of titles, the lower within the groups of the upper. */
function headerOf(rows: readonly TextRow[]): { first: number; last: number; titles: string[] } | null {
  const known = printedTitles();
  const hits = (cells: readonly string[]): number => cells.filter((cell) => known.has(cell)).length;
  const upper = rows.slice(0, FIRST_ROWS).find(({ cells }) => hits(cells) > 1);
  if (!upper) return null;
  const next = rows.find(({ number }) => number === upper.number + 1);
  const filled = next?.cells.filter((cell) => cell !== '') ?? [];
  const lower = next && filled.every((cell) => known.has(cell)) ? next : null;
  const length = Math.max(upper.cells.length, lower?.cells.length ?? 0);
  return {
    first: upper.number,
    // Where the titles go over two rows without groups, a reader gives the second no row.
    last: lower?.number ?? upper.number,
    titles: Array.from({ length }, (_, at) => lower?.cells[at] || upper.cells[at] || ''),
  };
}

function writtenCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return plainCell(cell);
  return plainCell(cell.kind === 'number' ? String(cell.number) : cell.text);
}
