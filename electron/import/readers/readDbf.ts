import { TextDecoder } from 'node:util';
import { AppError } from '../../../shared/domain/errors.ts';
import { withRealCharacters } from '../../../shared/domain/privateUse.ts';
import type { ByteSource } from '../../archive/byteSource.ts';
import { codePageOf, type DbfField, dbfFields } from './dbf/dbfFields.ts';
import { binaryValue, textValue } from './dbf/dbfValue.ts';
import { type MemoFile, type MemoPlace, openMemoFile } from './dbf/memoFile.ts';
import { limited } from './limited.ts';
import type { Cell, Encoding, OpenedSpreadsheet, ReadOptions, SheetRow } from './reader.ts';
import { decoderOfCodePage } from './xls/recordText.ts';

const BATCH_RECORDS = 256;
const HEADER_BYTES = 32;
const DELETED = 0x2a;
const LIVE = 0x20;
const END_OF_FILE = 0x1a;
const DBASE_2 = 0x02;
/** Memo columns hold the number of a block in a file of their own. */
const MEMO_TYPES = new Set(['M', 'G', 'P', 'W']);
const DAMAGED_MEMO: Cell = Object.freeze({ kind: 'error', text: '#MEMO!' });
const DIGITS = /^ *\d+ *$/;

/**
 * Opens a table of dBASE III to Visual FoxPro. It has no sheets: `sheets` is empty and `rows` takes `sheet: null`.
 * The first row, number 0, holds the names of the columns; a record's number is its place in the file, and deleted
 * ones are left out and told of. Text is in the code page that the file names, otherwise GB18030, with the characters that old
 * code pages kept in the private-use area as what they are.  Memos are in another file: where that is missing, they
 * are left out and told of. Owns `source` once it has returned.
 *
 * @param encoding what a person chose; null for what the file says
 * @param memoPlace where its memo file may be
 */
export async function readDbf(
  source: ByteSource,
  encoding: Encoding | null,
  memoPlace: MemoPlace = { table: null, given: [] },
): Promise<OpenedSpreadsheet> {
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
  const hasMemos = fields.some(({ type, length }) => isMemo(type, length));
  const memos = hasMemos ? await openMemoFile(memoPlace, start[0]!) : null;

  async function* rows(
    signal: AbortSignal | undefined,
    onProgress: ((done: number) => void) | undefined,
    onPassedOver: ReadOptions['onPassedOver'],
  ): AsyncGenerator<SheetRow[], void, undefined> {
    if (there === 0) throw new AppError('FILE_NO_ROWS');
    let deleted = 0;
    const missing = { count: 0 };
    yield [{ number: 0, cells: fields.map(({ name }) => name || null) }];
    for (let first = 0, ended = false; first < there && !ended; first += BATCH_RECORDS) {
      if (signal?.aborted) throw new AppError('CANCELLED');
      const count = Math.min(BATCH_RECORDS, there - first);
      const bytes = await source.read(headerBytes + first * recordBytes, count * recordBytes);
      const live: { number: number; at: number }[] = [];
      for (let index = 0; index < count && !ended; index++) {
        const mark = bytes[index * recordBytes];
        const number = first + index + 1;
        if (mark === DELETED) deleted++;
        if (mark === LIVE) live.push({ number, at: index * recordBytes });
        // Records that the header does not count are taken as long as they look like records.
        else if (mark !== DELETED && number > declared) ended = true;
        else if (mark === END_OF_FILE || mark === undefined)
          throw new AppError('FILE_DAMAGED', { what: 'dbf' });
        else if (mark !== DELETED) live.push({ number, at: index * recordBytes });
      }
      const { rows: made, pointers } = recordRows(bytes, live, fields, decoder);
      for (const { cells, column, block } of pointers) {
        cells[column] = await memoCell(memos, block, decoder, missing);
      }
      const batch = made.filter(({ cells }) => cells.some((cell) => cell !== null));
      if (batch.length > 0) yield batch;
      onProgress?.((first + count) / there);
    }
    if (deleted > 0) onPassedOver?.('deleted', deleted);
    if (missing.count > 0) onPassedOver?.('memo', missing.count);
  }

  return {
    format: 'dbf',
    encoding: decoder.encoding === 'gb18030' ? 'gb18030' : encoding,
    sheets: [],
    async *rows({ sheet, limit, signal, onProgress, onPassedOver }) {
      if (sheet !== null) throw new AppError('SHEET_NOT_FOUND', { sheet });
      yield* limited(rows(signal, onProgress, onPassedOver), limit);
    },
    async close() {
      await memos?.close();
      await source.close();
    },
  };
}

/** Rows that hold anything. Text beyond ASCII is decoded for all records at once: one call costs more than the text. */
function recordRows(
  bytes: Buffer,
  records: readonly { number: number; at: number }[],
  fields: readonly DbfField[],
  decoder: TextDecoder,
): { rows: SheetRow[]; pointers: MemoPointer[] } {
  const pointers: MemoPointer[] = [];
  const waiting: { cells: Cell[]; column: number; type: string }[] = [];
  const pieces: Buffer[] = [];
  const rows = records.map(({ number, at }) => {
    const memosOfRow: { column: number; block: number }[] = [];
    const cells: Cell[] = fields.map(({ type, start, length }, column) => {
      const from = at + start;
      const binary = binaryValue(type, bytes, from, length);
      if (binary !== undefined) return binary;
      if (isMemo(type, length)) {
        const block = blockOf(bytes.subarray(from, from + length));
        if (block !== null) memosOfRow.push({ column, block });
        return null;
      }
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
    for (const memo of memosOfRow) pointers.push({ cells, ...memo });
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
  return { rows, pointers };
}

/** No encoding of these uses it within a character. */
const SEPARATOR = Buffer.from('\n');

/** Where the text of a memo begins, and the cell that it belongs to. */
interface MemoPointer {
  cells: Cell[];
  column: number;
  block: number;
}

/** dBASE keeps memos under B, ten bytes wide; FoxPro's B is a number. */
function isMemo(type: string, length: number): boolean {
  return MEMO_TYPES.has(type) || (type === 'B' && length !== 8);
}

/** The number of the block; null for an empty memo. */
function blockOf(pointer: Buffer): number | null {
  if (pointer.length === 4) return pointer.readUInt32LE(0) || null;
  const text = pointer.toString('latin1').replaceAll('\0', ' ');
  return DIGITS.test(text) ? Number(text) || null : null;
}

async function memoCell(
  memos: MemoFile | null,
  block: number,
  decoder: TextDecoder,
  missing: { count: number },
): Promise<Cell> {
  if (memos === null) {
    missing.count++;
    return null;
  }
  const bytes = await memos.text(block);
  if (bytes === null) return DAMAGED_MEMO;
  const text = withRealCharacters(decoder.decode(bytes)).replace(/[\s\0]+$/, '');
  return text === '' ? null : text;
}
