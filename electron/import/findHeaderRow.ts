import { columnLetters } from '../../shared/domain/columnLetters.ts';
import type { ImportField, ImportKind } from '../../shared/domain/importKinds.ts';
import { headingKey, recogniseHeading } from './fieldSynonyms.ts';
import { isCardSheet } from './isCardSheet.ts';
import { cellText, type SheetRow } from './readers/reader.ts';

/** Where the headings of a sheet are. */
export interface HeaderChoice {
  /**
   * The number, as Excel shows it, of the row with the headings (the upper one where there are two). 0: no row has
   * them; they are the names of the fields of a .dbf, or else the letters of the columns.
   */
  headerRow: number;
  /** One row, or two: Chinese and pinyin, or a banner whose parts are named below it. */
  headerRows: number[];
  /** By column, 0-based; '' where the column has no heading. */
  headings: string[];
  /** How many different fields the headings name. */
  recognised: number;
}

/** Titles, merged banners and filling-in notes above a header are few; further down only data comes. */
const SEARCHED_ROWS = 60;

interface Line {
  row: SheetRow;
  texts: string[];
  fields: (ImportField | null)[];
  distinct: number;
  filled: number;
}

function lineOf(row: SheetRow, kind: ImportKind): Line {
  const texts = row.cells.map((cell) => headingText(cellText(cell)));
  const fields = texts.map((text) =>
    isPossibleHeading(text) ? (recogniseHeading(text, kind)?.field ?? null) : null,
  );
  return {
    row,
    texts,
    fields,
    distinct: new Set(fields.filter((field) => field !== null)).size,
    filled: texts.filter((text) => text !== '').length,
  };
}

/** Headings broken over lines by the person who made the sheet are one heading. */
function headingText(text: string): string {
  return text.replace(/[\r\n\t]+/g, '').trim();
}

/** A title of a sheet or a note is longer than any heading. */
function isPossibleHeading(text: string): boolean {
  return text !== '' && text.length <= 40;
}

/**
 * The header of a sheet: the row, among the first ones, that names the most fields of this kind of import. Rows
 * above it (titles, banners, notes) are passed over. Null when no row names two fields, or its only one, and for cards.
 */
export function findHeaderRow(rows: readonly SheetRow[], kind: ImportKind): HeaderChoice | null {
  if (isCardSheet(rows, kind)) return null;
  const lines = rows.slice(0, SEARCHED_ROWS).map((row) => lineOf(row, kind));
  let best = -1;
  let bestScore = 0;
  for (const [index, line] of lines.entries()) {
    if (!isHeaderLike(line)) continue;
    // Two rows that together name the columns beat each of them alone, so the upper one must win a draw.
    const score = choiceOf(lines, index, kind).recognised;
    if (score > bestScore) {
      best = index;
      bestScore = score;
    }
  }
  return best < 0 ? null : choiceOf(lines, best, kind);
}

/** Two fields, or one where the row has little else: "学号 | 核对状态1" is a header, a stray 备注 in a long row is not. */
function isHeaderLike(line: Line): boolean {
  return line.distinct >= 2 || (line.distinct === 1 && line.filled <= 2);
}

/**
 * The header that a person points at by its row number. The row below joins it if it is a second header row.
 * Row 0 is none, unless the file has names for its columns: then the columns are called by their letters.
 * Null when the sheet has no such row.
 */
export function headerAt(
  rows: readonly SheetRow[],
  rowNumber: number,
  kind: ImportKind,
): HeaderChoice | null {
  const index = rows.findIndex((row) => row.number === rowNumber);
  if (index < 0) return rowNumber === 0 ? withoutHeadings(rows) : null;
  const lines = rows.slice(index, index + 2).map((row) => lineOf(row, kind));
  return choiceOf(lines, 0, kind);
}

function withoutHeadings(rows: readonly SheetRow[]): HeaderChoice | null {
  let width = 0;
  for (const { cells } of rows) {
    const last = cells.findLastIndex((cell) => cellText(cell).trim() !== '');
    width = Math.max(width, last + 1);
  }
  if (width === 0) return null;
  const headings = Array.from({ length: width }, (_, column) => columnLetters(column));
  return { headerRow: 0, headerRows: [0], headings, recognised: 0 };
}

function choiceOf(lines: readonly Line[], index: number, kind: ImportKind): HeaderChoice {
  const upper = lines[index] as Line;
  const lower = lines[index + 1];
  const joined = lower !== undefined && isSecondHeaderRow(upper, lower);
  const width = Math.max(upper.texts.length, joined ? lower.texts.length : 0);
  const headings = Array.from({ length: width }, (_, column) =>
    joined ? joinedHeading(upper, lower, column) : (upper.texts[column] ?? ''),
  );
  while (headings.length > 0 && headings.at(-1) === '') headings.pop();
  return {
    headerRow: upper.row.number,
    headerRows: joined ? [upper.row.number, lower.row.number] : [upper.row.number],
    headings,
    recognised: new Set(
      headings
        .map((heading) => recogniseHeading(heading, kind)?.field ?? null)
        .filter((field) => field !== null),
    ).size,
  };
}

/** The row directly below that names fields too: the same ones in pinyin, or the parts of merged banners. */
function isSecondHeaderRow(upper: Line, lower: Line): boolean {
  if (lower.row.number !== upper.row.number + 1 || lower.distinct === 0) return false;
  const filledFields = lower.fields.filter((field) => field !== null).length;
  if (lower.distinct < 2 && filledFields < lower.filled) return false;
  // A title may happen to be a heading's name ("图像校对情况"): a header row also names what the row below leaves open.
  const adds = upper.fields.some((field, column) => {
    if (field === null) return false;
    return (lower.texts[column] ?? '') === '' || lower.fields[column] === field;
  });
  if (!adds) return false;
  // The same header printed twice is a repeated header, not a second row of it.
  return lower.texts.some(
    (text, column) => text !== '' && headingKey(text) !== headingKey(upper.texts[column] ?? ''),
  );
}

/** The half that names a field; where both do, the Chinese one, which is what the person reads. */
function joinedHeading(upper: Line, lower: Line, column: number): string {
  const above = upper.texts[column] ?? '';
  const below = lower.texts[column] ?? '';
  const aboveField = upper.fields[column] ?? null;
  const belowField = lower.fields[column] ?? null;
  if (aboveField !== null && belowField !== null) {
    // Where they name different fields, the lower one is the part and the upper one the banner over it.
    if (aboveField !== belowField) return below;
    return isChinese(above) || !isChinese(below) ? above : below;
  }
  if (belowField !== null) return below;
  if (aboveField !== null) return above;
  return below === '' ? above : below;
}

function isChinese(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}
