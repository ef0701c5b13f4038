import type { ByteSource } from '../../archive/byteSource.ts';
import { openWorkbook, type WorkbookContext, type WorkbookParts } from './package/openWorkbook.ts';
import type { OpenedSpreadsheet, ReadOptions, SheetRow } from './reader.ts';
import { BinaryRecords, damagedRecord } from './xlsb/binaryRecords.ts';
import { SheetRecords } from './xlsb/sheetRecords.ts';
import { readStringRecords, readStyleRecords, readWorkbookRecords } from './xlsb/workbookRecords.ts';

const BATCH_ROWS = 256;
/** So many bytes of records are turned into rows before they are handed on; a row takes 25 bytes at least. */
const WALK_BYTES = 16 * 1024;

const XLSB: WorkbookParts = {
  format: 'xlsb',
  workbookPart: 'xl/workbook.bin',
  readWorkbook: (opened, entry) => readWorkbookRecords(opened.smallPart(entry)),
  readStyles: (opened, entry) => readStyleRecords(opened.smallPart(entry)),
  stringGrowth: 2,
  readStrings: readStringRecords,
  sheetBatches,
};

/** Opens a binary workbook of Excel 2007 and later (.xlsb, MS-XLSB). Owns `source` once it has returned. */
export function readXlsb(source: ByteSource, signal?: AbortSignal): Promise<OpenedSpreadsheet> {
  return openWorkbook(source, XLSB, signal);
}

async function* sheetBatches(
  pieces: AsyncIterable<Buffer>,
  context: WorkbookContext,
  limit: number,
  onHiddenColumns?: ReadOptions['onHiddenColumns'],
): AsyncGenerator<SheetRow[], void, undefined> {
  const rows = new SheetRecords(context, onHiddenColumns);
  const records = new BinaryRecords();
  let given = 0;
  for await (const piece of pieces) {
    for (let start = 0; start < piece.length; start += WALK_BYTES) {
      records.write(piece.subarray(start, start + WALK_BYTES));
      while (records.next()) rows.see(records);
      if (rows.rows < BATCH_ROWS && given + rows.rows < limit) continue;
      const batch = rows.take().slice(0, limit - given);
      given += batch.length;
      yield batch;
      if (given >= limit) return;
    }
  }
  records.finish();
  if (!rows.ended) throw damagedRecord();
  const rest = rows.take().slice(0, limit - given);
  if (rest.length > 0) yield rest;
}
