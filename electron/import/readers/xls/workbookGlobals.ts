import type { TextDecoder } from 'node:util';
import { AppError } from '../../../../shared/domain/errors.ts';
import type { ByteSource } from '../../../archive/byteSource.ts';
import { cellFormat } from '../xlsx/cellFormat.ts';
import { MAX_SHARED_STRING_BYTES, SharedStrings } from '../xlsx/sharedStrings.ts';
import { decoderOfCodePage, RecordText } from './recordText.ts';
import { RecordWindow } from './recordWindow.ts';

export const BOF = 0x0809;
export const END = 0x000a;
export const CONTINUE = 0x003c;
export const FILE_PASS = 0x002f;
const CODE_PAGE = 0x0042;
const DATE_MODE = 0x0022;
const BOUND_SHEET = 0x0085;
const FORMAT = 0x041e;
const FORMAT_BIFF4 = 0x001e;
const XF = 0x00e0;
const SHARED_STRINGS = 0x00fc;
const WORKBOOK = 0x0005;
const WORKSHEET = 0x0010;
export const BIFF8 = 0x0600;
const WORKSHEET_KIND = 0;
/** Excel allows 4,050 cell formats; some writers give each cell its own. */
const MAX_FORMATS = 65_536;
const MAX_SHEETS = 16_384;

export interface XlsSheet {
  name: string;
  hidden: boolean;
  /** Where its BOF record is in the stream. */
  position: number;
}

export interface WorkbookGlobals {
  biff8: boolean;
  sheets: XlsSheet[];
  decoder: TextDecoder;
  date1904: boolean;
  strings: SharedStrings;
  /** By cell format, as cellFormat() tells. */
  cellFormats: Uint8Array;
}

/** Reads what stands before the sheets (MS-XLS 2.1.7.20.3). Throws FILE_DAMAGED, FILE_ENCRYPTED, FILE_TOO_LARGE, FILE_FORMAT_UNSUPPORTED. */
export async function readGlobals(stream: ByteSource, signal?: AbortSignal): Promise<WorkbookGlobals> {
  const records = new RecordWindow(stream, 0);
  const first = await nextRecord(records, signal);
  // Excel 2 to 4: one sheet without a workbook, in records of other shapes.
  if ((first & 0xff) === 0x09 && first !== BOF)
    throw new AppError('FILE_FORMAT_UNSUPPORTED', { format: 'Excel 4' });
  if (first !== BOF || records.end - records.start < 4)
    throw new AppError('FILE_DAMAGED', { what: 'workbook' });
  const biff8 = records.bytes.readUInt16LE(records.start) === BIFF8;
  const kind = records.bytes.readUInt16LE(records.start + 2);
  const globals: WorkbookGlobals = {
    biff8,
    sheets: [],
    decoder: decoderOfCodePage(0),
    date1904: false,
    strings: new SharedStrings(0),
    cellFormats: new Uint8Array(0),
  };
  if (kind === WORKSHEET) {
    // Web programs write nothing but a sheet of cells.
    globals.sheets.push({ name: 'Sheet1', hidden: false, position: 0 });
    return globals;
  }
  if (kind !== WORKBOOK) throw new AppError('FILE_DAMAGED', { what: 'workbook' });

  const codes = new Map<number, string>();
  const formats: number[] = [];
  const boundSheets: Buffer[] = [];
  const writtenFormats: Buffer[] = [];
  let strings: Buffer[] | null = null;
  let collecting = false;
  let stringBytes = 0;
  for (let depth = 1; depth > 0; ) {
    const type = await nextRecord(records, signal);
    const content = records.bytes.subarray(records.start, records.end);
    if (type === CONTINUE) {
      if (collecting && strings !== null) {
        stringBytes += content.length;
        if (stringBytes > MAX_SHARED_STRING_BYTES / 2) throw tooManyStrings();
        strings.push(Buffer.from(content));
      }
      continue;
    }
    collecting = false;
    switch (type) {
      case BOF:
        depth++;
        break;
      case END:
        depth--;
        break;
      case FILE_PASS:
        throw new AppError('FILE_ENCRYPTED', { format: 'xls' });
      case CODE_PAGE:
        if (content.length >= 2) globals.decoder = decoderOfCodePage(content.readUInt16LE(0));
        break;
      case DATE_MODE:
        globals.date1904 = content.length >= 2 && content.readUInt16LE(0) === 1;
        break;
      case BOUND_SHEET:
        if (boundSheets.length >= MAX_SHEETS) throw new AppError('FILE_UNSAFE', { what: 'sheets' });
        boundSheets.push(Buffer.from(content));
        break;
      case FORMAT:
      case FORMAT_BIFF4:
        if (writtenFormats.length < MAX_FORMATS) writtenFormats.push(Buffer.from(content));
        break;
      case XF:
        if (formats.length >= MAX_FORMATS) throw new AppError('FILE_UNSAFE', { what: 'cell-formats' });
        formats.push(content.length >= 4 ? content.readUInt16LE(2) : 0);
        break;
      case SHARED_STRINGS:
        strings = [Buffer.from(content)];
        stringBytes = content.length;
        collecting = true;
        break;
    }
  }
  // Names and formats may stand before the record that says their code page.
  for (const content of boundSheets) {
    const sheet = boundSheet(content, globals);
    if (sheet) globals.sheets.push(sheet);
  }
  for (const content of writtenFormats) {
    const text = new RecordText([content]);
    const id = text.word();
    codes.set(id, biff8 ? text.unicode(text.word()) : text.encoded(text.byte(), globals.decoder));
  }
  globals.cellFormats = Uint8Array.from(formats, (id) => cellFormat(id, codes.get(id) ?? null));
  if (strings !== null) globals.strings = await sharedStrings(strings, stringBytes, signal);
  globals.strings.seal();
  return globals;
}

/** The type of the next record, which is then wholly within the window. */
async function nextRecord(records: RecordWindow, signal: AbortSignal | undefined): Promise<number> {
  while (!records.next()) await records.more(signal);
  return records.type;
}

/** Null for charts, macros and modules, which have no rows. */
function boundSheet(content: Buffer, { biff8, decoder }: WorkbookGlobals): XlsSheet | null {
  const text = new RecordText([content]);
  const position = text.long();
  const state = text.byte() & 0x03;
  const kind = text.byte();
  const length = text.byte();
  const name = biff8 ? text.unicode(length) : text.encoded(length, decoder);
  return kind === WORKSHEET_KIND ? { name, hidden: state !== 0, position } : null;
}

const STRINGS_AT_ONCE = 65_536;

/** The texts that cells refer to by number. UTF-8 takes at most twice the bytes of what is written here. */
async function sharedStrings(
  pieces: readonly Buffer[],
  bytes: number,
  signal: AbortSignal | undefined,
): Promise<SharedStrings> {
  const strings = new SharedStrings(bytes * 2);
  const text = new RecordText(pieces);
  text.skip(4);
  const count = text.long();
  strings.expect(Math.min(count, bytes));
  // A count that is too large is harmless: a cell that asks for a string that is not there ends the reading.
  for (let index = 0; index < count && !text.ended; index++) {
    if (index % STRINGS_AT_ONCE === 0 && signal?.aborted) throw new AppError('CANCELLED');
    strings.appendText(text.unicode(text.word()));
    strings.endString();
  }
  return strings;
}

function tooManyStrings(): AppError {
  return new AppError('FILE_TOO_LARGE', { what: 'shared-strings', limit: MAX_SHARED_STRING_BYTES });
}
