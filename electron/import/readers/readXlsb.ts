import type { ByteSource } from '../../archive/byteSource.ts';
import { openWorkbook, type WorkbookParts } from './package/openWorkbook.ts';
import { sheetBatches } from './package/sheetBatches.ts';
import type { OpenedSpreadsheet } from './reader.ts';
import { BinaryRecords, damagedRecord } from './xlsb/binaryRecords.ts';
import { SheetRecords } from './xlsb/sheetRecords.ts';
import { readStringRecords, readStyleRecords, readWorkbookRecords } from './xlsb/workbookRecords.ts';

const XLSB: WorkbookParts = {
  format: 'xlsb',
  workbookPart: 'xl/workbook.bin',
  readWorkbook: (opened, entry) => readWorkbookRecords(opened.smallPart(entry)),
  readStyles: (opened, entry) => readStyleRecords(opened.smallPart(entry)),
  stringGrowth: 2,
  readStrings: readStringRecords,
  sheetBatches(pieces, context, limit, onHiddenColumns) {
    const sheet = new SheetRecords(context, onHiddenColumns);
    const records = new BinaryRecords();
    const walker = {
      rows: sheet.rows,
      write(bytes: Buffer) {
        records.write(bytes);
        while (records.next()) sheet.see(records);
      },
      end() {
        records.finish();
        if (!sheet.ended) throw damagedRecord();
      },
    };
    return sheetBatches(pieces, walker, limit);
  },
};

/** Opens a binary workbook of Excel 2007 and later (.xlsb, MS-XLSB). Owns `source` once it has returned. */
export function readXlsb(source: ByteSource, signal?: AbortSignal): Promise<OpenedSpreadsheet> {
  return openWorkbook(source, XLSB, signal);
}
