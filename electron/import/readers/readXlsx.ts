import type { ByteSource } from '../../archive/byteSource.ts';
import { scanXml } from './package/openPackage.ts';
import { openWorkbook, type WorkbookParts } from './package/openWorkbook.ts';
import { sheetBatches } from './package/sheetBatches.ts';
import type { OpenedSpreadsheet } from './reader.ts';
import { sharedStringsHandler } from './xlsx/sharedStrings.ts';
import { SheetRows } from './xlsx/sheetRows.ts';
import { stylesHandler } from './xlsx/styles.ts';
import { utf8Pieces } from './xlsx/utf8Pieces.ts';
import { workbookHandler } from './xlsx/workbookParts.ts';
import { XmlScanner } from './xlsx/xmlScanner.ts';

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
  sheetBatches(pieces, context, limit, onHiddenColumns) {
    const sheet = new SheetRows(context, onHiddenColumns);
    const scanner = new XmlScanner(sheet);
    const walker = {
      rows: sheet.rows,
      write: (bytes: Buffer) => scanner.write(bytes),
      end: () => scanner.end(),
    };
    return sheetBatches(utf8Pieces(pieces), walker, limit);
  },
};

/** Opens an .xlsx, .xlsm or .xltx workbook (Transitional or Strict). Owns `source` once it has returned. */
export function readXlsx(source: ByteSource, signal?: AbortSignal): Promise<OpenedSpreadsheet> {
  return openWorkbook(source, XLSX, signal);
}
