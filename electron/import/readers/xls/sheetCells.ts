import { AppError } from '../../../../shared/domain/errors.ts';
import type { ByteSource } from '../../../archive/byteSource.ts';
import type { Cell, ReadOptions, SheetRow } from '../reader.ts';
import { errorCell, FALSE, NO_RESULT, numberCell, TRUE } from '../typedCells.ts';
import { RecordText } from './recordText.ts';
import { RecordWindow } from './recordWindow.ts';
import { rkNumber } from './rkNumber.ts';
import { BOF, CONTINUE, END, type WorkbookGlobals } from './workbookGlobals.ts';

/** Records of a worksheet (MS-XLS 2.3), the ones with a value. */
const FORMULA = 0x0006;
const FORMULA_BIFF4 = 0x0406;
const MANY_RK = 0x00bd;
const RICH_LABEL = 0x00d6;
const SHARED_LABEL = 0x00fd;
const NUMBER = 0x0203;
const LABEL = 0x0204;
const BOOL_OR_ERROR = 0x0205;
const STRING = 0x0207;
const ROW = 0x0208;
const RK = 0x027e;
const COLUMNS = 0x007d;
/** What may stand between a formula and the text that is its result. */
const BETWEEN_FORMULA_AND_STRING = new Set([0x0221, 0x0236, 0x04bc]);
const ROW_HIDDEN = 0x20;
const COLUMNS_HIDDEN = 0x01;
/** "Calculate at all times" and "on load", set together by programs that calculate nothing. */
const NEVER_CALCULATED = 0x03;
const MAX_ROWS = 65_536;
const MAX_COLUMNS = 256;
const BATCH_ROWS = 256;

/** What one walk over the records tells before any cell is made. */
interface Layout {
  /** Rows of cells come in order, as Excel writes them; some web programs write as they go. */
  ordered: boolean;
  hidden: Uint8Array;
  /** 0-based, both included. */
  hiddenColumns: [from: number, to: number][];
}

/** The rows of a worksheet that hold anything. `onRead` is told the position in the stream, `onHiddenColumns` before the first row. */
export async function* sheetCells(
  stream: ByteSource,
  position: number,
  globals: WorkbookGlobals,
  signal: AbortSignal | undefined,
  onRead: (position: number) => void,
  onHiddenColumns?: ReadOptions['onHiddenColumns'],
): AsyncGenerator<SheetRow[], void, undefined> {
  const layout = await readLayout(stream, position, signal);
  for (const [from, to] of layout.hiddenColumns) onHiddenColumns?.(from, to);
  const cells = new CellReader(globals);
  const records = new RecordWindow(stream, position);
  for (let depth = 0, ended = false; !ended; ) {
    while (!ended && records.next()) {
      if (records.type === BOF) depth++;
      else if (records.type === END) ended = --depth <= 0;
      else if (depth === 1) cells.read(records.type, records.bytes, records.start, records.end);
    }
    if (ended) cells.end();
    onRead(records.position);
    if (layout.ordered) {
      // The last row may go on in what is read next.
      yield* inBatches(cells.take(ended), layout.hidden);
    }
    if (!ended) await records.more(signal);
  }
  if (!layout.ordered) {
    yield* inBatches(
      cells.take(true).sort((one, other) => one.number - other.number),
      layout.hidden,
    );
  }
}

function* inBatches(rows: SheetRow[], hidden: Uint8Array): Generator<SheetRow[], void, undefined> {
  for (let start = 0; start < rows.length; start += BATCH_ROWS) {
    const batch = rows.slice(start, start + BATCH_ROWS);
    for (const row of batch) if (hidden[row.number - 1] === 1) row.hidden = true;
    yield batch;
  }
}

async function readLayout(
  stream: ByteSource,
  position: number,
  signal: AbortSignal | undefined,
): Promise<Layout> {
  const records = new RecordWindow(stream, position);
  const layout: Layout = { ordered: true, hidden: new Uint8Array(MAX_ROWS), hiddenColumns: [] };
  let lastRow = -1;
  let depth = 0;
  for (;;) {
    while (records.next()) {
      const { type, bytes, start, end } = records;
      if (type === BOF) depth++;
      else if (type === END) {
        if (--depth <= 0) return layout;
      } else if (depth === 0) throw new AppError('FILE_DAMAGED', { what: 'sheet' });
      else if (depth > 1 || end - start < 6) continue;
      else if (type === ROW) {
        if (end - start >= 16 && (bytes[start + 12]! & ROW_HIDDEN) !== 0)
          layout.hidden[bytes.readUInt16LE(start)] = 1;
      } else if (type === COLUMNS) {
        const from = bytes.readUInt16LE(start);
        const to = Math.min(bytes.readUInt16LE(start + 2), MAX_COLUMNS - 1);
        const hides = end - start >= 10 && (bytes[start + 8]! & COLUMNS_HIDDEN) !== 0;
        if (hides && from <= to && layout.hiddenColumns.length < MAX_COLUMNS)
          layout.hiddenColumns.push([from, to]);
      } else if (isCell(type)) {
        const row = bytes.readUInt16LE(start);
        if (row < lastRow) layout.ordered = false;
        lastRow = row;
      }
    }
    await records.more(signal);
  }
}

function isCell(type: number): boolean {
  switch (type) {
    case SHARED_LABEL:
    case LABEL:
    case RICH_LABEL:
    case NUMBER:
    case RK:
    case MANY_RK:
    case FORMULA:
    case FORMULA_BIFF4:
    case BOOL_OR_ERROR:
      return true;
    default:
      return false;
  }
}

/** A text that may go on in CONTINUE records, and the cell that it belongs to. */
interface OpenText {
  row: number;
  column: number;
  pieces: Buffer[];
  /** Where the string starts within the first piece: behind row, column and format, or at once in a STRING record. */
  at: number;
}

/** Makes cells of records and gathers them by rows. */
class CellReader {
  #globals: WorkbookGlobals;
  #rows = new Map<number, Cell[]>();
  #cells: Cell[] = [];
  #row = -1;
  #text: OpenText | null = null;
  #awaited: { row: number; column: number } | null = null;

  constructor(globals: WorkbookGlobals) {
    this.#globals = globals;
  }

  /** The rows so far without the one that is being written, which only `all` gives too. */
  take(all: boolean): SheetRow[] {
    const taken: SheetRow[] = [];
    for (const [row, cells] of this.#rows)
      if (all || row !== this.#row) taken.push({ number: row + 1, cells });
    const open = all ? undefined : this.#rows.get(this.#row);
    this.#rows = new Map();
    if (open) this.#rows.set(this.#row, open);
    return taken;
  }

  end(): void {
    this.#closeText();
    if (this.#awaited) this.#set(this.#awaited.row, this.#awaited.column, NO_RESULT);
    this.#awaited = null;
  }

  read(type: number, bytes: Buffer, start: number, end: number): void {
    if (type === CONTINUE) {
      this.#text?.pieces.push(Buffer.from(bytes.subarray(start, end)));
      return;
    }
    if (this.#text !== null) this.#closeText();
    if (type === STRING) {
      if (this.#awaited) {
        this.#text = { ...this.#awaited, pieces: [Buffer.from(bytes.subarray(start, end))], at: 0 };
        this.#awaited = null;
      }
      return;
    }
    if (this.#awaited !== null && !BETWEEN_FORMULA_AND_STRING.has(type)) {
      this.#set(this.#awaited.row, this.#awaited.column, NO_RESULT);
      this.#awaited = null;
    }
    if (!isCell(type)) return;
    if (end - start < 6) throw damagedCell();
    const row = bytes.readUInt16LE(start);
    const column = bytes.readUInt16LE(start + 2);
    if (column >= MAX_COLUMNS) throw damagedCell();
    const format = bytes.readUInt16LE(start + 4);
    const needs = (length: number) => {
      if (end - start < length) throw damagedCell();
    };
    switch (type) {
      case SHARED_LABEL:
        needs(10);
        this.#set(row, column, this.#globals.strings.get(bytes.readUInt32LE(start + 6)));
        break;
      case LABEL:
      case RICH_LABEL:
        this.#text = { row, column, pieces: [Buffer.from(bytes.subarray(start, end))], at: 6 };
        break;
      case NUMBER:
        needs(14);
        this.#set(row, column, this.#number(bytes.readDoubleLE(start + 6), format));
        break;
      case RK:
        needs(10);
        this.#set(row, column, this.#number(rkNumber(bytes, start + 6), format));
        break;
      case MANY_RK:
        for (let at = start + 4, next = column; at + 8 <= end; at += 6, next++) {
          if (next >= MAX_COLUMNS) throw damagedCell();
          this.#set(row, next, this.#number(rkNumber(bytes, at + 2), bytes.readUInt16LE(at)));
        }
        break;
      case BOOL_OR_ERROR:
        needs(8);
        this.#set(row, column, boolOrError(bytes[start + 6]!, bytes[start + 7] === 1));
        break;
      default:
        needs(16);
        this.#formula(row, column, format, bytes, start + 6);
    }
  }

  #formula(row: number, column: number, format: number, bytes: Buffer, at: number): void {
    if (bytes.readUInt16LE(at + 6) !== 0xffff) {
      const number = bytes.readDoubleLE(at);
      const never = (bytes[at + 8]! & NEVER_CALCULATED) === NEVER_CALCULATED && number === 0;
      this.#set(row, column, never ? NO_RESULT : this.#number(number, format));
      return;
    }
    switch (bytes[at]) {
      case 0:
        this.#awaited = { row, column };
        break;
      case 1:
        this.#set(row, column, boolOrError(bytes[at + 2]!, false));
        break;
      case 2:
        this.#set(row, column, errorCell(bytes[at + 2]!));
        break;
      default:
        // An empty text.
        this.#set(row, column, null);
    }
  }

  #closeText(): void {
    const open = this.#text;
    if (open === null) return;
    this.#text = null;
    const reader = new RecordText(open.pieces, open.at);
    const length = reader.word();
    const text = this.#globals.biff8 ? reader.unicode(length) : reader.encoded(length, this.#globals.decoder);
    this.#set(open.row, open.column, text === '' ? null : text);
  }

  #number(number: number, format: number): Cell {
    return numberCell(number, this.#globals.cellFormats[format] ?? 0, this.#globals.date1904);
  }

  #set(row: number, column: number, cell: Cell): void {
    if (cell === null) return;
    if (row !== this.#row) {
      this.#row = row;
      this.#cells = this.#rows.get(row) ?? [];
      this.#rows.set(row, this.#cells);
    }
    while (this.#cells.length < column) this.#cells.push(null);
    this.#cells[column] = cell;
  }
}

function boolOrError(value: number, isError: boolean): Cell {
  return isError ? errorCell(value) : value === 0 ? FALSE : TRUE;
}

function damagedCell(): AppError {
  return new AppError('FILE_DAMAGED', { what: 'cell-record' });
}
