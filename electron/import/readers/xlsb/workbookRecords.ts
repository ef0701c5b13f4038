import { AppError } from '../../../../shared/domain/errors.ts';
import { cellFormat } from '../xlsx/cellFormat.ts';
import type { SharedStrings } from '../xlsx/sharedStrings.ts';
import type { WorkbookSheet } from '../xlsx/workbookParts.ts';
import { damagedRecord, walkRecords } from './binaryRecords.ts';

/** Records (MS-XLSB 2.3) of the parts that are read before the sheets. */
const STRING_ITEM = 19;
const NUMBER_FORMAT = 44;
const CELL_FORMAT = 47;
const WORKBOOK_PROPERTIES = 153;
const SHEET = 156;
const STRINGS_BEGIN = 159;
const STRINGS_END = 160;
const CELL_FORMATS_BEGIN = 617;
const CELL_FORMATS_END = 618;
const MAX_SHEETS = 16_384;
/** Excel allows 65,490 cell formats. */
const MAX_CELL_FORMATS = 1_000_000;

export async function readWorkbookRecords(
  pieces: AsyncIterable<Buffer>,
): Promise<{ sheets: WorkbookSheet[]; date1904: boolean }> {
  const sheets: WorkbookSheet[] = [];
  let date1904 = false;
  await walkRecords(pieces, (records) => {
    if (records.type === WORKBOOK_PROPERTIES) {
      date1904 = (records.byte(0) & 0x01) !== 0;
    } else if (records.type === SHEET) {
      if (sheets.length >= MAX_SHEETS) throw new AppError('FILE_UNSAFE', { what: 'sheets' });
      const name = 8 + records.textBytes(8);
      sheets.push({ hidden: records.long(0) !== 0, relationship: records.text(8), name: records.text(name) });
    }
  });
  return { sheets, date1904 };
}

/** For each cell format what it makes of a number, as cellFormat() tells. */
export async function readStyleRecords(pieces: AsyncIterable<Buffer>): Promise<Uint8Array> {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let inCellFormats = false;
  await walkRecords(pieces, (records) => {
    switch (records.type) {
      case NUMBER_FORMAT:
        if (codes.size < MAX_CELL_FORMATS) codes.set(records.word(0), records.text(2));
        break;
      case CELL_FORMATS_BEGIN:
        inCellFormats = true;
        break;
      case CELL_FORMATS_END:
        inCellFormats = false;
        break;
      case CELL_FORMAT:
        if (!inCellFormats) break;
        if (formats.length >= MAX_CELL_FORMATS) throw new AppError('FILE_UNSAFE', { what: 'cell-formats' });
        formats.push(records.word(2));
        break;
    }
  });
  return Uint8Array.from(formats, (id) => cellFormat(id, codes.get(id) ?? null));
}

/** Rich text is its text: fonts and phonetic runs stand behind it in the record. */
export async function readStringRecords(
  pieces: AsyncIterable<Buffer>,
  strings: SharedStrings,
): Promise<void> {
  let ended = false;
  await walkRecords(pieces, (records) => {
    if (records.type === STRING_ITEM) {
      strings.appendText(records.text(1));
      strings.endString();
    } else if (records.type === STRINGS_BEGIN) strings.expect(records.long(4));
    else if (records.type === STRINGS_END) ended = true;
  });
  if (!ended) throw damagedRecord();
}
