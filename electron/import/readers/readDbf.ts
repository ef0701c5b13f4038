import { TextDecoder } from 'node:util';
import { AppError } from '../../../shared/domain/errors.ts';
import { withRealCharacters } from '../../../shared/domain/privateUse.ts';
import type { ByteSource } from '../../archive/byteSource.ts';
import { codePageOf, type DbfField, dbfFields } from './dbf/dbfFields.ts';
import { binaryValue, textValue } from './dbf/dbfValue.ts';
import { limited } from './limited.ts';
import type { Cell, Encoding, OpenedSpreadsheet, SheetRow } from './reader.ts';
import { decoderOfCodePage } from './xls/recordText.ts';

const BATCH_RECORDS = 256;
const HEADER_BYTES = 32;
const DELETED = 0x2a;
const LIVE = 0x20;
const END_OF_FILE = 0x1a;
const DBASE_2 = 0x02;
/** Memo columns hold the number of a block in a file of their own. */
const MEMO_TYPES = new Set(['M', 'G', 'P', 'W']);
const MEMO_CELL: Cell = Object.freeze({ kind: 'error', text: '#MEMO!' });

/**
 * Opens a table of dBASE III to Visual FoxPro. It has no sheets: `sheets` is empty and `rows` takes `sheet: null`.
 * The first row, number 0, holds the names of the columns; a record's number is its place in the file, and deleted
 * ones are left out. Text is in the code page that the file names, otherwise GB18030, with the characters that old
 * code pages kept in the private-use area as what they are. Memos are in another file: where there is one, the cell
 * is the error `#MEMO!`. Owns `source` once it has returned.
 *
 * @param encoding what a person chose; null for what the file says
 */
export async function readDbf(source: ByteSource, encoding: Encoding | null): Promise<OpenedSpreadsheet> {
  const start = await source.read(0, HEADER_BYTES);
  if (start[0] === DBASE_2 || (start[0]! & 0x07) === 0x04) {
    throw new AppError('FILE_FORMAT_UNSUPPORTED', { format: start[0] === DBASE_2 ? 'dBASE II' : 'dBASE 7' });
  }
  const headerBytes = start.readUInt16LE(8);
  const recordBytes = start.readUInt16LE(10);
  const header = await source.read(0, headerBytes);
  if (header.length < headerBytes) throw new AppError('FILE_DAMAGED', { what: 'dbf' });
  const decoder = encoding ? new TextDecoder(encoding) : decoderOfCodePage(codePageOf(header));
  const fields = dbfFields(header, decoder);
  const declared = header.readUInt32LE(4);
  const there = Math.floor((source.size - headerBytes) / recordBytes);
  if (there < declared) throw new AppError('FILE_DAMAGED', { what: 'dbf' });

  async function* rows(
    signal: AbortSignal | undefined,
    onProgress: ((done: number) => void) | undefined,
  ): AsyncGenerator<SheetRow[], void, undefined> {
    if (there === 0) throw new AppError('FILE_NO_ROWS');
    yield [{ number: 0, cells: fields.map(({ name }) => name || null) }];
    for (let first = 0, ended = false; first < there && !ended; first += BATCH_RECORDS) {
      if (signal?.aborted) throw new AppError('CANCELLED');
      const count = Math.min(BATCH_RECORDS, there - first);
      const bytes = await source.read(headerBytes + first * recordBytes, count * recordBytes);
      const live: { number: number; at: number }[] = [];
      for (let index = 0; index < count && !ended; index++) {
        const mark = bytes[index * recordBytes];
        const number = first + index + 1;
        if (mark === LIVE) live.push({ number, at: index * recordBytes });
        // Records that the header does not count are taken as long as they look like records.
        else if (mark !== DELETED && number > declared) ended = true;
        else if (mark === END_OF_FILE || mark === undefined)
          throw new AppError('FILE_DAMAGED', { what: 'dbf' });
        else if (mark !== DELETED) live.push({ number, at: index * recordBytes });
      }
      const batch = recordRows(bytes, live, fields, decoder);
      if (batch.length > 0) yield batch;
      onProgress?.((first + count) / there);
    }
  }

  return {
    format: 'dbf',
    encoding: decoder.encoding === 'gb18030' ? 'gb18030' : encoding,
    sheets: [],
    async *rows({ sheet, limit, signal, onProgress }) {
      if (sheet !== null) throw new AppError('SHEET_NOT_FOUND', { sheet });
      yield* limited(rows(signal, onProgress), limit);
    },
    close: () => source.close(),
  };
}

/** Rows that hold anything. Text beyond ASCII is decoded for all records at once: one call costs more than the text. */
function recordRows(
  bytes: Buffer,
  records: readonly { number: number; at: number }[],
  fields: readonly DbfField[],
  decoder: TextDecoder,
): SheetRow[] {
  const waiting: { cells: Cell[]; column: number; type: string }[] = [];
  const pieces: Buffer[] = [];
  const rows = records.map(({ number, at }) => {
    const cells: Cell[] = fields.map(({ type, start, length }, column) => {
      const from = at + start;
      const binary = binaryValue(type, bytes, from, length);
      if (binary !== undefined) return binary;
      if (MEMO_TYPES.has(type) || type === 'B') return memoCell(bytes.subarray(from, from + length));
      // Padding goes here, where it costs least; most of a record is padding.
      let end = from + length;
      while (end > from && (bytes[end - 1] === LIVE || bytes[end - 1] === 0)) end--;
      if (end === from) return null;
      let index = from;
      while (index < end && bytes[index]! < 0x80) index++;
      if (index === end) return textValue(type, bytes.toString('latin1', from, end));
      pieces.push(bytes.subarray(from, end), SEPARATOR);
      waiting.push({ cells: [], column, type });
      return null;
    });
    for (let index = waiting.length - 1; index >= 0 && waiting[index]!.cells.length === 0; index--) {
      waiting[index]!.cells = cells;
    }
    return { number, cells };
  });
  if (waiting.length > 0) {
    const texts = withRealCharacters(decoder.decode(Buffer.concat(pieces))).split('\n');
    const exact = texts.length === waiting.length + 1;
    for (const [index, { cells, column, type }] of waiting.entries()) {
      // A line feed within a value would shift all behind it: then each is decoded by itself.
      const text = exact ? texts[index]! : withRealCharacters(decoder.decode(pieces[index * 2]));
      cells[column] = textValue(type, text);
    }
  }
  return rows.filter(({ cells }) => cells.some((cell) => cell !== null));
}

/** No encoding of these uses it within a character. */
const SEPARATOR = Buffer.from('\n');

function memoCell(pointer: Buffer): Cell {
  const empty =
    pointer.length === 4 ? pointer.readUInt32LE(0) === 0 : /^[ 0\0]*$/.test(pointer.toString('latin1'));
  return empty ? null : MEMO_CELL;
}
