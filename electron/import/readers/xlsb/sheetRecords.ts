import { AppError } from '../../../../shared/domain/errors.ts';
import type { WorkbookContext } from '../package/openWorkbook.ts';
import type { Cell, SheetRow } from '../reader.ts';
import { MAX_CELLS, RowBuffer } from '../rowBuffer.ts';
import { errorCell, FALSE, numberCell, TRUE } from '../typedCells.ts';
import { rkNumber } from '../xls/rkNumber.ts';
import { MAX_COLUMNS, MAX_ROW } from '../xlsx/sheetRows.ts';
import type { BinaryRecords } from './binaryRecords.ts';

/** Records of a worksheet (MS-XLSB 2.3). A cell begins with its column, then 24 bits of format and 8 of flags. */
const ROW = 0;
const BLANK = 1;
const RK = 2;
const ERROR = 3;
const BOOLEAN = 4;
const REAL = 5;
const TEXT = 6;
const SHARED_TEXT = 7;
const FORMULA_TEXT = 8;
const FORMULA_NUMBER = 9;
const FORMULA_BOOLEAN = 10;
const FORMULA_ERROR = 11;
/** The same without a column: each stands right of the cell before it. */
const FIRST_SHORT = 12;
const LAST_SHORT = 18;
const SHORT_BY = FIRST_SHORT - BLANK;
const COLUMNS = 60;
const RICH_TEXT = 62;
const SHEET_END = 130;
const DATA_BEGIN = 145;
const DATA_END = 146;
const ROW_HIDDEN = 0x10;
const COLUMNS_HIDDEN = 0x01;

/** Gathers the rows of a worksheet while its records go by: those that hold anything. */
export class SheetRecords {
  readonly rows = new RowBuffer(MAX_CELLS);
  /** The sheet has reached its end. */
  ended = false;

  #context: WorkbookContext;
  #onHiddenColumns: ((from: number, to: number) => void) | undefined;
  #cells: Cell[] | null = null;
  #row = 0;
  #hidden = false;
  #column = -1;
  #inData = false;

  constructor(context: WorkbookContext, onHiddenColumns?: (from: number, to: number) => void) {
    this.#context = context;
    this.#onHiddenColumns = onHiddenColumns;
  }

  see(records: BinaryRecords): void {
    const type = records.type;
    if (this.#inData) {
      if (type === ROW) this.#openRow(records);
      else if ((type >= BLANK && type <= LAST_SHORT) || type === RICH_TEXT) this.#cell(type, records);
      else if (type === DATA_END) {
        this.#closeRow();
        this.#inData = false;
      }
    } else if (type === DATA_BEGIN) this.#inData = true;
    else if (type === SHEET_END) this.ended = true;
    else if (type === COLUMNS && (records.byte(16) & COLUMNS_HIDDEN) !== 0) {
      const from = records.long(0);
      const to = records.long(4);
      if (from < MAX_COLUMNS && to >= from) this.#onHiddenColumns?.(from, to);
    }
  }

  #openRow(records: BinaryRecords): void {
    this.#closeRow();
    const row = records.long(0) + 1;
    if (row > MAX_ROW) throw new AppError('FILE_DAMAGED', { what: 'row-number' });
    this.#row = row;
    this.#hidden = (records.byte(11) & ROW_HIDDEN) !== 0;
    this.#column = -1;
  }

  #closeRow(): void {
    const cells = this.#cells;
    this.#cells = null;
    if (cells === null) return;
    const row: SheetRow = { number: this.#row, cells };
    if (this.#hidden) row.hidden = true;
    this.rows.push(row);
  }

  #cell(type: number, records: BinaryRecords): void {
    if (this.#row === 0) throw new AppError('FILE_DAMAGED', { what: 'cell-reference' });
    const isShort = type >= FIRST_SHORT && type <= LAST_SHORT;
    const column = isShort ? this.#column + 1 : records.long(0);
    if (column >= MAX_COLUMNS) throw new AppError('FILE_DAMAGED', { what: 'cell-reference' });
    this.#column = column;
    const at = isShort ? 4 : 8;
    const value = this.#value(isShort ? type - SHORT_BY : type, records, at);
    if (value === null) return;
    this.#cells ??= [];
    while (this.#cells.length < column) this.#cells.push(null);
    this.#cells[column] = value;
  }

  #value(type: number, records: BinaryRecords, at: number): Cell {
    switch (type) {
      case SHARED_TEXT:
        return this.#context.strings.get(records.long(at));
      case RK:
        return this.#number(rkNumber(records.bytes, records.place(at, 4)), records, at);
      case REAL:
      case FORMULA_NUMBER:
        return this.#number(records.double(at), records, at);
      case TEXT:
      case FORMULA_TEXT:
        return records.text(at) || null;
      case RICH_TEXT:
        return records.text(at + 1) || null;
      case BOOLEAN:
      case FORMULA_BOOLEAN:
        return records.byte(at) === 0 ? FALSE : TRUE;
      case ERROR:
      case FORMULA_ERROR:
        return errorCell(records.byte(at));
      default:
        return null;
    }
  }

  #number(number: number, records: BinaryRecords, at: number): Cell {
    const format = records.long(at - 4) & 0xffffff;
    return numberCell(number, this.#context.cellFormats[format] ?? 0, this.#context.date1904);
  }
}
