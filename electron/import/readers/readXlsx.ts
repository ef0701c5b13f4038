import type { ByteSource } from '../../archive/byteSource.ts';
import { scanXml } from './package/openPackage.ts';
import { openWorkbook, type WorkbookContext, type WorkbookParts } from './package/openWorkbook.ts';
import type { OpenedSpreadsheet, ReadOptions, SheetRow } from './reader.ts';
import { sharedStringsHandler } from './xlsx/sharedStrings.ts';
import { SheetRows } from './xlsx/sheetRows.ts';
import { stylesHandler } from './xlsx/styles.ts';
import { utf8Pieces } from './xlsx/utf8Pieces.ts';
import { workbookHandler } from './xlsx/workbookParts.ts';
import { XmlScanner } from './xlsx/xmlScanner.ts';

const BATCH_ROWS = 256;
/**
 * So much XML is turned into rows before they are handed on. The smallest row with a value takes 20 bytes, so a
 * batch stays below a thousand rows; rows with nothing but a value in column XFD, 16,384 cells each, stay below 100 MB.
 */
const SCAN_BYTES = 16 * 1024;

const XLSX: WorkbookParts = {
  format: 'xlsx',
  workbookPart: 'xl/workbook.xml',
  async readWorkbook(opened, entry) {
    const { handler, sheets, date1904 } = workbookHandler();
    await opened.scanSmall(entry, handler);
    return { sheets, date1904: date1904() };
  },
  async readStyles(opened, entry) {
    const { handler, cellFormats } = stylesHandler();
    await opened.scanSmall(entry, handler);
    return cellFormats();
  },
  stringGrowth: 1,
  readStrings: (pieces, strings) => scanXml(pieces, sharedStringsHandler(strings)),
  sheetBatches,
};

/** Opens an .xlsx, .xlsm or .xltx workbook (Transitional or Strict). Owns `source` once it has returned. */
export function readXlsx(source: ByteSource, signal?: AbortSignal): Promise<OpenedSpreadsheet> {
  return openWorkbook(source, XLSX, signal);
}

/** The rows of a worksheet; none when it is empty. */
async function* sheetBatches(
  pieces: AsyncIterable<Buffer>,
  context: WorkbookContext,
  limit: number,
  onHiddenColumns?: ReadOptions['onHiddenColumns'],
): AsyncGenerator<SheetRow[], void, undefined> {
  const rows = new SheetRows(context, onHiddenColumns);
  const scanner = new XmlScanner(rows);
  let given = 0;
  for await (const piece of utf8Pieces(pieces)) {
    for (let start = 0; start < piece.length; start += SCAN_BYTES) {
      scanner.write(piece.subarray(start, start + SCAN_BYTES));
      if (rows.rows < BATCH_ROWS && given + rows.rows < limit) continue;
      const batch = rows.take().slice(0, limit - given);
      given += batch.length;
      yield batch;
      if (given >= limit) return;
    }
  }
  scanner.end();
  const rest = rows.take().slice(0, limit - given);
  if (rest.length > 0) yield rest;
}
