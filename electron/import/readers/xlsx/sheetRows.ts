import { AppError } from '../../../../shared/domain/errors.ts';
import type { WorkbookContext } from '../package/openWorkbook.ts';
import type { Cell, SheetRow } from '../reader.ts';
import { MAX_CELLS, RowBuffer } from '../rowBuffer.ts';
import { DATE_FORMAT, withZeros } from './cellFormat.ts';
import { excelDateText } from './excelDate.ts';
import { isoDateCell } from './isoDate.ts';
import { numberText } from './numberText.ts';
import { damaged, nameCode, type XmlHandler, type XmlScanner } from './xmlScanner.ts';
import {
  attributeIsTrue,
  attributeNumber,
  decodeExcelEscapes,
  decodeXmlText,
  wholeNumber,
} from './xmlText.ts';

const SHEET_DATA = nameCode('sheetData');
const COL = nameCode('col');
const ROW = nameCode('row');
const C = nameCode('c');
const V = nameCode('v');
const F = nameCode('f');
const IS = nameCode('is');
const T = nameCode('t');
const R_PH = nameCode('rPh');
/** Attributes of rows and cells. */
const R = nameCode('r');
const S = nameCode('s');
const HIDDEN = nameCode('hidden');
/** Of `col`: the first and last column (1-based) that it describes. */
const MIN = nameCode('min');
const MAX = nameCode('max');

/** Excel's last row and column (XFD). What lies outside is no worksheet. */
export const MAX_ROW = 1_048_576;
export const MAX_COLUMNS = 16_384;
/** Long gaps are copied from here: a row with nothing but a cell at its far end is slow to fill one by one. */
const BLANKS: readonly Cell[] = Array.from({ length: MAX_COLUMNS }, () => null);
const FEW_BLANKS = 32;
/** Pieces of one cell's text joined; Excel allows 32,767 characters. */
const MAX_CELL_CHARACTERS = 4 * 1024 * 1024;

/** The `t` of a cell by its first letter and length (ECMA-376 part 1, 18.18.11). */
const NUMBER = 0;
const SHARED = 1;
const BOOLEAN = 2;
const ERROR = 3;
const DATE = 4;
const FORMULA_STRING = 5;
const INLINE = 6;

const TRUE: Cell = Object.freeze({ kind: 'boolean', text: 'TRUE' });
const FALSE: Cell = Object.freeze({ kind: 'boolean', text: 'FALSE' });
const NO_RESULT: Cell = Object.freeze({ kind: 'formula-without-result', text: '' });

/**
 * Gathers the rows of a worksheet while its XML is scanned: those that hold anything, with the number that the
 * file gives them (or the next one).
 */
export class SheetRows implements XmlHandler {
  readonly rows = new RowBuffer(MAX_CELLS);

  #context: WorkbookContext;
  #onHiddenColumns: ((from: number, to: number) => void) | undefined;
  #cells: Cell[] = [];
  #rowNumber = 0;
  #rowHidden = false;
  #rowHasValue = false;
  #column = -1;
  #type = NUMBER;
  #style = 0;
  #inData = false;
  #inRow = false;
  #inCell = false;
  #inInline = false;
  #inPhonetic = false;
  /** Text is wanted: inside `v`, or a `t` of an inline string. */
  #collecting = false;
  #hasFormula = false;
  #hasValue = false;
  #stringIndex = -1;
  #text = '';

  constructor(context: WorkbookContext, onHiddenColumns?: (from: number, to: number) => void) {
    this.#context = context;
    this.#onHiddenColumns = onHiddenColumns;
  }

  open(name: number, scanner: XmlScanner): void {
    if (!this.#inData) {
      if (name === SHEET_DATA) this.#inData = true;
      else if (name === COL && this.#onHiddenColumns) this.#openColumns(scanner, this.#onHiddenColumns);
    } else if (this.#inCell) {
      if (name === V) this.#startValue();
      else if (name === F) this.#hasFormula = true;
      else if (name === IS) this.#inInline = true;
      else if (name === T) this.#collecting = this.#inInline && !this.#inPhonetic && this.#type === INLINE;
      else if (name === R_PH) this.#inPhonetic = true;
    } else if (name === C && this.#inRow) this.#openCell(scanner);
    else if (name === ROW) this.#openRow(scanner);
  }

  text(bytes: Buffer, start: number, end: number, plain: boolean, cdata: boolean): void {
    if (!this.#collecting) return;
    if (this.#type === SHARED) {
      // Nearly every cell: the number is read from the bytes, nothing is made on the way.
      const index = this.#stringIndex === -1 ? wholeNumber(bytes, start, end) : -1;
      this.#stringIndex = index === -1 ? sharedIndex(bytes.toString('latin1', start, end)) : index;
      return;
    }
    const text = plain ? bytes.toString('utf8', start, end) : this.#decode(bytes, start, end, cdata);
    this.#text = this.#text === '' ? text : this.#text + text;
    if (this.#text.length > MAX_CELL_CHARACTERS) throw new AppError('FILE_UNSAFE', { what: 'cell' });
  }

  close(name: number): void {
    if (this.#inCell) {
      if (name === C) this.#closeCell();
      else if (name === V || name === T) this.#collecting = false;
      else if (name === IS) this.#inInline = false;
      else if (name === R_PH) this.#inPhonetic = false;
    } else if (name === ROW && this.#inRow) this.#closeRow();
    else if (name === SHEET_DATA) this.#inData = false;
  }

  #openRow(scanner: XmlScanner): void {
    if (this.#inRow) throw damaged();
    let number = this.#rowNumber + 1;
    let hidden = false;
    while (scanner.nextAttribute()) {
      if (scanner.attribute === R) number = attributeNumber(scanner);
      else if (scanner.attribute === HIDDEN) hidden = attributeIsTrue(scanner);
    }
    if (number < 1 || number > MAX_ROW) throw new AppError('FILE_DAMAGED', { what: 'row-number' });
    this.#inRow = true;
    this.#rowNumber = number;
    this.#rowHidden = hidden;
    this.#rowHasValue = false;
    this.#cells = [];
    this.#column = -1;
  }

  #openColumns(scanner: XmlScanner, tell: (from: number, to: number) => void): void {
    let from = -1;
    let to = -1;
    let hidden = false;
    while (scanner.nextAttribute()) {
      if (scanner.attribute === MIN) from = attributeNumber(scanner);
      else if (scanner.attribute === MAX) to = attributeNumber(scanner);
      else if (scanner.attribute === HIDDEN) hidden = attributeIsTrue(scanner);
    }
    if (hidden && from >= 1 && to >= from) tell(from - 1, to - 1);
  }

  #closeRow(): void {
    this.#inRow = false;
    if (!this.#rowHasValue) return;
    const row: SheetRow = { number: this.#rowNumber, cells: this.#cells };
    if (this.#rowHidden) row.hidden = true;
    this.rows.push(row);
  }

  #openCell(scanner: XmlScanner): void {
    let column = this.#column + 1;
    let type = NUMBER;
    let style = 0;
    while (scanner.nextAttribute()) {
      const attribute = scanner.attribute;
      if (attribute === R) column = columnOf(scanner.bytes, scanner.valueStart, scanner.valueEnd);
      else if (attribute === S) style = attributeNumber(scanner);
      else if (attribute === T) type = cellType(scanner.bytes, scanner.valueStart, scanner.valueEnd);
    }
    if (column < 0 || column >= MAX_COLUMNS) throw new AppError('FILE_DAMAGED', { what: 'cell-reference' });
    this.#inCell = true;
    this.#column = column;
    this.#type = type;
    this.#style = style;
    this.#hasFormula = false;
    this.#hasValue = false;
    this.#stringIndex = -1;
    this.#text = '';
  }

  #startValue(): void {
    this.#hasValue = true;
    this.#collecting = this.#type !== INLINE;
  }

  #closeCell(): void {
    this.#inCell = false;
    this.#inInline = false;
    this.#inPhonetic = false;
    const value = this.#value();
    if (value === null) return;
    const gap = this.#column - this.#cells.length;
    if (gap > FEW_BLANKS) this.#cells = widened(this.#cells, this.#column + 1);
    else for (let count = 0; count < gap; count++) this.#cells.push(null);
    this.#cells[this.#column] = value;
    this.#rowHasValue = true;
  }

  #value(): Cell {
    const text = this.#text;
    switch (this.#type) {
      case SHARED:
        return this.#stringIndex === -1 ? null : this.#context.strings.get(this.#stringIndex);
      case INLINE:
        return text === '' ? null : text;
      case FORMULA_STRING:
        if (text !== '') return text;
        return this.#hasFormula && !this.#hasValue ? NO_RESULT : null;
    }
    if (text === '') return this.#hasFormula ? NO_RESULT : null;
    switch (this.#type) {
      case BOOLEAN:
        return text === '1' || text === 'true' ? TRUE : text === '0' || text === 'false' ? FALSE : text;
      case ERROR:
        return { kind: 'error', text };
      case DATE:
        // Strict workbooks; what is no date is told as text.
        return isoDateCell(text) ?? text;
      default:
        return this.#number(text);
    }
  }

  #number(stored: string): Cell {
    const number = numberText(stored);
    // Not a number although the cell says so: what stands there is told as text rather than lost.
    if (number === null) return stored;
    const format = this.#context.cellFormats[this.#style] ?? 0;
    if (format === DATE_FORMAT) {
      const text = excelDateText(number.number, this.#context.date1904);
      if (text !== null) return { kind: 'date', text };
    }
    return {
      kind: 'number',
      text: format > DATE_FORMAT ? withZeros(number.text, format) : number.text,
      number: number.number,
    };
  }

  #decode(bytes: Buffer, start: number, end: number, cdata: boolean): string {
    const text = decodeXmlText(bytes, start, end, cdata);
    return this.#type === NUMBER ? text : decodeExcelEscapes(text);
  }
}

function widened(cells: readonly Cell[], width: number): Cell[] {
  const wide = BLANKS.slice(0, width);
  for (let index = 0; index < cells.length; index++) wide[index] = cells[index]!;
  return wide;
}

/** "AB12" → 27; -1 where there are no letters or too many. Digits are not looked at: the row says where it is. */
function columnOf(bytes: Buffer, start: number, end: number): number {
  let column = 0;
  for (let index = start; index < end; index++) {
    // Upper and lower case letters differ in one bit.
    const letter = (bytes[index]! & 0xdf) - 0x40;
    if (letter < 1 || letter > 26) break;
    if (column > MAX_COLUMNS) return -1;
    column = column * 26 + letter;
  }
  return column - 1;
}

function cellType(bytes: Buffer, start: number, end: number): number {
  const first = String.fromCharCode(bytes[start]!);
  if (first === 's') return end - start === 1 ? SHARED : FORMULA_STRING;
  if (first === 'i') return INLINE;
  if (first === 'b') return BOOLEAN;
  if (first === 'e') return ERROR;
  if (first === 'd') return DATE;
  return NUMBER;
}

function sharedIndex(text: string): number {
  const trimmed = text.trim();
  if (!/^\d{1,9}$/.test(trimmed)) throw new AppError('FILE_DAMAGED', { what: 'shared-string' });
  return Number(trimmed);
}
