import { AppError } from '../../../../shared/domain/errors.ts';
import { limited } from '../limited.ts';
import type { Encoding, FileFormat, OpenedSpreadsheet, ReadOptions, SheetRow } from '../reader.ts';
import { damaged, XmlScanner } from '../xlsx/xmlScanner.ts';
import { ContentCursor } from './contentCursor.ts';
import {
  type AroundTables,
  type FoundSheet,
  findTables,
  SCAN_BYTES,
  type TableHandler,
} from './findTables.ts';
import { expandRuns } from './rowRuns.ts';

const BATCH_ROWS = 256;

/** A document that holds all its sheets in one stream of XML: OpenDocument, Excel 2003's XML. */
export interface XmlTables {
  format: FileFormat;
  encoding: Encoding | null;
  /** The document as UTF-8, from its beginning. */
  pieces: () => AsyncIterable<Buffer>;
  around: () => AroundTables;
  /** For a table of a document of which `around` has heard what stands before it. */
  table: (around: AroundTables, onHiddenColumns: ReadOptions['onHiddenColumns']) => TableHandler;
  close: () => Promise<void>;
}

export async function openXmlTables(
  document: XmlTables,
  signal: AbortSignal | undefined,
): Promise<OpenedSpreadsheet> {
  const { around, sheets } = await findSheets(document, signal);
  if (sheets.length === 0) throw new AppError('FILE_NO_ROWS');
  /** Where the sheet that was read last ended: the next one mostly begins there. */
  let idle: ContentCursor | null = null;

  async function cursorAt(position: number): Promise<ContentCursor> {
    let cursor = idle;
    idle = null;
    if (cursor && cursor.position > position) {
      await cursor.close();
      cursor = null;
    }
    cursor ??= new ContentCursor(document.pieces);
    await cursor.skipTo(position);
    return cursor;
  }

  async function* tableBatches(
    { start, end }: { start: number; end: number },
    { signal: stop, onProgress, onHiddenColumns }: ReadOptions,
  ): AsyncGenerator<SheetRow[], void, undefined> {
    const cursor = await cursorAt(start);
    const handler = document.table(around, onHiddenColumns);
    const scanner = new XmlScanner(handler);
    let batch: SheetRow[] = [];
    try {
      while (!scanner.stopped) {
        if (stop?.aborted) throw new AppError('CANCELLED');
        const piece = await cursor.next();
        if (piece === null) throw damaged();
        for (let at = 0; at < piece.length && !scanner.stopped; at += SCAN_BYTES) {
          scanner.write(piece.subarray(at, at + SCAN_BYTES));
          if (scanner.stopped) {
            cursor.unread(piece.subarray(at + SCAN_BYTES));
            cursor.unread(scanner.rest);
          }
          for (const row of expandRuns(handler.runs.take())) {
            batch.push(row);
            if (batch.length < BATCH_ROWS) continue;
            yield batch;
            batch = [];
          }
        }
        onProgress?.(Math.min(1, (cursor.position - start) / Math.max(1, end - start)));
      }
      if (batch.length > 0) yield batch;
    } finally {
      if (scanner.stopped && idle === null) idle = cursor;
      else await cursor.close();
    }
  }

  return {
    format: document.format,
    encoding: document.encoding,
    sheets: sheets.map(({ name, hidden }) => ({ name, hidden })),
    async *rows(options) {
      const sheet =
        options.sheet === null ? sheets[0] : sheets.find((candidate) => candidate.name === options.sheet);
      if (!sheet) throw new AppError('SHEET_NOT_FOUND', { sheet: options.sheet ?? '' });
      if (sheet.topIsAll && sheet.top?.length === 0) {
        if (sheets.every(({ top }) => top?.length === 0))
          throw new AppError('FILE_NO_ROWS', { sheet: sheet.name });
        return;
      }
      const limit = options.limit ?? Number.POSITIVE_INFINITY;
      const known = sheet.top ?? [];
      if (!options.onHiddenColumns && limit <= known.length) {
        if (limit > 0) yield known.slice(0, limit).map((row) => ({ ...row, cells: row.cells.slice() }));
        return;
      }
      if (sheet.table) yield* limited(tableBatches(sheet.table, options), limit);
    },
    async close() {
      await idle?.close();
      await document.close();
    },
  };
}

/** Quickly, and where that finds damage, once more with every tag looked at. */
async function findSheets(
  document: XmlTables,
  signal: AbortSignal | undefined,
): Promise<{ around: AroundTables; sheets: FoundSheet[] }> {
  const find = async (careful: boolean) => {
    const around = document.around();
    const cursor = new ContentCursor(document.pieces);
    try {
      const table = () => document.table(around, undefined);
      return { around, sheets: await findTables(cursor, around, table, careful, signal) };
    } finally {
      await cursor.close();
    }
  };
  try {
    return await find(false);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'FILE_DAMAGED')) throw error;
    return await find(true);
  }
}
