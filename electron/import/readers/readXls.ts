import { AppError } from '../../../shared/domain/errors.ts';
import type { ByteSource } from '../../archive/byteSource.ts';
import { COMPOUND_MAGIC, readCompoundFile } from './compoundFile.ts';
import { limited } from './limited.ts';
import type { OpenedSpreadsheet, ReadOptions, SheetRow } from './reader.ts';
import { WORKBOOK_STREAMS } from './workbookStreams.ts';
import { sheetCells } from './xls/sheetCells.ts';
import { readGlobals, type XlsSheet } from './xls/workbookGlobals.ts';

/**
 * Opens a workbook of Excel 5 to 2003 (.xls, BIFF5 and BIFF8) or of WPS (.et), in its container or bare, as some
 * web programs write it. Owns `source` once it has returned.
 */
export async function readXls(source: ByteSource, signal?: AbortSignal): Promise<OpenedSpreadsheet> {
  const stream = await workbookStream(source);
  const globals = await readGlobals(stream, signal);
  if (globals.sheets.length === 0) throw new AppError('FILE_NO_ROWS');

  async function hasRows(sheet: XlsSheet, signal: AbortSignal | undefined): Promise<boolean> {
    for await (const _ of sheetCells(stream, sheet.position, globals, signal, () => {})) return true;
    return false;
  }

  async function* rows(
    sheet: XlsSheet,
    { signal, onProgress, onHiddenColumns }: ReadOptions,
  ): AsyncGenerator<SheetRow[], void, undefined> {
    let last = sheet.position;
    const next = Math.min(
      stream.size,
      ...globals.sheets.map(({ position }) => position).filter((position) => position > sheet.position),
    );
    let empty = true;
    const onRead = (position: number) => {
      last = position;
    };
    for await (const batch of sheetCells(stream, sheet.position, globals, signal, onRead, onHiddenColumns)) {
      empty = false;
      yield batch;
      onProgress?.(Math.min(1, (last - sheet.position) / Math.max(1, next - sheet.position)));
    }
    if (!empty) return;
    for (const other of globals.sheets) if (other !== sheet && (await hasRows(other, signal))) return;
    throw new AppError('FILE_NO_ROWS', { sheet: sheet.name });
  }

  return {
    format: 'xls',
    encoding: null,
    sheets: globals.sheets.map(({ name, hidden }) => ({ name, hidden })),
    async *rows(options) {
      const sheet =
        options.sheet === null
          ? globals.sheets[0]
          : globals.sheets.find((candidate) => candidate.name === options.sheet);
      if (!sheet) throw new AppError('SHEET_NOT_FOUND', { sheet: options.sheet ?? '' });
      yield* limited(rows(sheet, options), options.limit);
    },
    close: () => source.close(),
  };
}

async function workbookStream(source: ByteSource): Promise<ByteSource> {
  const head = await source.read(0, COMPOUND_MAGIC.length);
  if (!head.equals(COMPOUND_MAGIC)) return source;
  const file = await readCompoundFile(source);
  for (const name of WORKBOOK_STREAMS) {
    const stream = await file?.stream(name);
    if (stream) return stream;
  }
  throw new AppError('FILE_DAMAGED', { what: 'compound-file' });
}
