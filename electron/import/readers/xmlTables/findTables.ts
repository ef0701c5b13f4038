import { AppError } from '../../../../shared/domain/errors.ts';
import type { SheetRow } from '../reader.ts';
import type { RowBuffer } from '../rowBuffer.ts';
import { damaged, type XmlHandler, XmlScanner } from '../xlsx/xmlScanner.ts';
import type { ContentCursor } from './contentCursor.ts';
import { expandRuns, type RowRun } from './rowRuns.ts';

/** What is looked at of each table while the tables are found: enough to find its headings and to show them. */
const TOP_ROWS = 128;
/** Of all tables together; those behind are read again when they are asked for. */
const MAX_TOP_CELLS = 1_000_000;
/** So much XML is turned into rows before anybody looks at them. */
export const SCAN_BYTES = 16 * 1024;
const MAX_SHEETS = 16_384;

export interface FoundSheet {
  name: string;
  hidden: boolean;
  /** Where its table begins and ends in the text; null where it has none. */
  table: { start: number; end: number } | null;
  /** Its first rows; null where they were not kept. */
  top: SheetRow[] | null;
  /** `top` is all there is. */
  topIsAll: boolean;
}

/** Hears what stands around the tables of a document; it stops the scanner before each, having added its sheet. */
export interface AroundTables extends XmlHandler {
  readonly sheets: { name: string; hidden: boolean }[];
}

/** Hears one table, from its tag on; it stops the scanner when the table is closed. */
export interface TableHandler extends XmlHandler {
  readonly runs: RowBuffer<RowRun>;
  /** Not within anything that could hold another table. */
  readonly betweenRows: boolean;
}

/**
 * Goes through a whole document once and finds its tables. Only their first rows are understood: from there their end
 * is looked for as bytes, which is faster. Where that leads astray (an end within a comment), nothing fits
 * any more, and `careful` walks over every tag. Throws FILE_DAMAGED when the document breaks off, FILE_UNSAFE, CANCELLED.
 */
export async function findTables(
  cursor: ContentCursor,
  around: AroundTables,
  table: () => TableHandler,
  careful: boolean,
  signal: AbortSignal | undefined,
): Promise<FoundSheet[]> {
  const places = new Map<object, Omit<FoundSheet, 'name' | 'hidden'>>();
  const outer = new XmlScanner(around);
  let cellsKept = 0;
  for (;;) {
    if (signal?.aborted) throw new AppError('CANCELLED');
    const piece = await cursor.next();
    if (piece === null) break;
    outer.write(piece);
    if (!outer.stopped) continue;
    cursor.unread(outer.rest);
    const sheet = around.sheets.at(-1);
    if (!sheet || places.has(sheet)) throw damaged();
    if (around.sheets.length > MAX_SHEETS) throw new AppError('FILE_UNSAFE', { what: 'sheets' });
    const start = cursor.position;
    const looked = await lookAtTable(cursor, table(), careful, signal);
    const cells = looked.top.reduce((sum, row) => sum + row.cells.length, 0);
    cellsKept += cells;
    const keeps = cellsKept <= MAX_TOP_CELLS;
    places.set(sheet, {
      table: { start, end: cursor.position },
      top: keeps ? looked.top : looked.top.slice(0, 1),
      topIsAll: keeps && looked.isAll,
    });
    outer.resume();
  }
  outer.end();
  const nowhere = { table: null, top: [], topIsAll: true };
  return around.sheets.map((sheet) => ({
    name: sheet.name,
    hidden: sheet.hidden,
    ...(places.get(sheet) ?? nowhere),
  }));
}

/** The first rows of the table at the cursor, which is then behind it. */
async function lookAtTable(
  cursor: ContentCursor,
  handler: TableHandler,
  careful: boolean,
  signal: AbortSignal | undefined,
): Promise<{ top: SheetRow[]; isAll: boolean }> {
  const scanner = new XmlScanner(handler);
  const top: SheetRow[] = [];
  let isAll = true;
  let tagName: string | null = null;
  for (;;) {
    if (signal?.aborted) throw new AppError('CANCELLED');
    const piece = await cursor.next();
    if (piece === null) throw damaged();
    tagName ??= /^<([^\s/>]+)/.exec(piece.toString('latin1', 0, 200))?.[1] ?? '';
    for (let at = 0; at < piece.length; at += SCAN_BYTES) {
      scanner.write(piece.subarray(at, at + SCAN_BYTES));
      for (const row of expandRuns(handler.runs.take())) {
        if (top.length < TOP_ROWS) top.push(row);
        else isAll = false;
        if (!isAll) break;
      }
      const jumps = !scanner.stopped && !isAll && !careful && handler.betweenRows && tagName !== '';
      if (!scanner.stopped && !jumps) continue;
      cursor.unread(piece.subarray(at + SCAN_BYTES));
      cursor.unread(scanner.rest);
      if (jumps) await skipPastEnd(cursor, tagName, signal);
      return { top, isAll };
    }
  }
}

/** Moves the cursor behind the end tag that belongs to the table it is in; tables within it are counted. */
async function skipPastEnd(
  cursor: ContentCursor,
  tagName: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const end = Buffer.from(`</${tagName}>`, 'latin1');
  const begin = Buffer.from(`<${tagName} `, 'latin1');
  let open = 1;
  let rest: Buffer = Buffer.alloc(0);
  for (;;) {
    if (signal?.aborted) throw new AppError('CANCELLED');
    const piece = await cursor.next();
    if (piece === null) throw damaged();
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let from = 0;
    for (let at = bytes.indexOf(end); at !== -1; at = bytes.indexOf(end, from)) {
      open += occurrences(bytes, begin, from, at) - 1;
      from = at + end.length;
      if (open > 0) continue;
      cursor.unread(bytes.subarray(from));
      return;
    }
    // A tag may be cut by the end of the piece: its beginning is looked at again.
    const kept = Math.max(from, bytes.length - end.length + 1);
    open += occurrences(bytes, begin, from, kept);
    rest = bytes.subarray(kept);
  }
}

/** How often `part` begins between `from` and `to`. */
function occurrences(bytes: Buffer, part: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = bytes.indexOf(part, from); at !== -1 && at < to; at = bytes.indexOf(part, at + 1)) count++;
  return count;
}
