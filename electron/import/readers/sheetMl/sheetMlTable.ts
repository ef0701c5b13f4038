import { AppError } from '../../../../shared/domain/errors.ts';
import type { Cell, ReadOptions } from '../reader.ts';
import { MAX_CELLS, RowBuffer } from '../rowBuffer.ts';
import { FALSE, NO_RESULT, TRUE } from '../typedCells.ts';
import { DATE_FORMAT, withZeros } from '../xlsx/cellFormat.ts';
import { excelDateText } from '../xlsx/excelDate.ts';
import { isoDateCell } from '../xlsx/isoDate.ts';
import { numberText } from '../xlsx/numberText.ts';
import { MAX_COLUMNS, MAX_ROW } from '../xlsx/sheetRows.ts';
import { damaged, nameCode, type XmlScanner } from '../xlsx/xmlScanner.ts';
import { attributeIsTrue, attributeNumber, attributeText, decodeXmlText } from '../xlsx/xmlText.ts';
import type { TableHandler } from '../xmlTables/findTables.ts';
import type { RowRun } from '../xmlTables/rowRuns.ts';
import type { SheetMlDocument } from './sheetMlDocument.ts';

const TABLE = nameCode('Table');
const COLUMN = nameCode('Column');
const ROW = nameCode('Row');
const CELL = nameCode('Cell');
const DATA = nameCode('Data');
const INDEX = nameCode('Index');
const SPAN = nameCode('Span');
const HIDDEN = nameCode('Hidden');
const STYLE_ID = nameCode('StyleID');
const MERGE_ACROSS = nameCode('MergeAcross');
const FORMULA = nameCode('Formula');
const TYPE = nameCode('Type');
/** Pieces of one cell's text joined; Excel allows 32,767 characters. */
const MAX_CELL_CHARACTERS = 4 * 1024 * 1024;
/** Times of day alone are written as of the last day of 1899 (or the first of 1904), and are parts of a day. */
const TIME_ALONE = /^(?:1899-12-3[01]|1904-01-01)T(\d{2}):(\d{2}):(\d{2}(?:\.\d+)?)Z?$/;
const DAY_SECONDS = 86_400;

/**
 * Gathers the rows of one Table of Excel 2003's XML ("XML Spreadsheet Reference"): those that hold anything. Rows and
 * cells stand where their Index says, otherwise behind the one before.
 */
export class SheetMlTable implements TableHandler {
  readonly runs = new RowBuffer<RowRun>(MAX_CELLS);

  #document: SheetMlDocument;
  #onHiddenColumns: ReadOptions['onHiddenColumns'];
  #silent = 0;
  #opened = false;
  #columnsSeen = 0;
  /** Styles of cells that name none: of columns from one to before another, of the table. */
  #columnStyles: { from: number; before: number; style: string }[] = [];
  #tableStyle = '';

  #nextRow = 1;
  #row = 0;
  #rowHidden = false;
  #rowStyle = '';
  #cells: Cell[] = [];
  #column = 0;
  #inRow = false;

  #inCell = false;
  /** Elements open from Data inwards: text in fonts and colours is text. */
  #dataDepth = 0;
  #cellsOver = 0;
  #style = '';
  #hasFormula = false;
  #type = '';
  #text = '';

  constructor(document: SheetMlDocument, onHiddenColumns: ReadOptions['onHiddenColumns']) {
    this.#document = document;
    this.#onHiddenColumns = onHiddenColumns;
  }

  get betweenRows(): boolean {
    return this.#silent === 0 && !this.#inRow;
  }

  open(name: number, scanner: XmlScanner): void {
    if (this.#silent > 0) this.#silent++;
    else if (this.#dataDepth > 0) this.#dataDepth++;
    else if (this.#inCell) {
      if (name === DATA) this.#openData(scanner);
      // Comments have Data of their own.
      else this.#silent = 1;
    } else if (this.#inRow) {
      if (name === CELL) this.#openCell(scanner);
      else this.#silent = 1;
    } else if (name === ROW) this.#openRow(scanner);
    else if (name === COLUMN) this.#openColumn(scanner);
    else if (name === TABLE && !this.#opened) {
      this.#opened = true;
      while (scanner.nextAttribute())
        if (scanner.attribute === STYLE_ID) this.#tableStyle = attributeText(scanner);
    } else this.#silent = 1;
  }

  text(bytes: Buffer, start: number, end: number, plain: boolean, cdata: boolean): void {
    if (this.#dataDepth === 0 || this.#silent > 0) return;
    const text = plain ? bytes.toString('utf8', start, end) : decodeXmlText(bytes, start, end, cdata);
    this.#text = this.#text === '' ? text : this.#text + text;
    if (this.#text.length > MAX_CELL_CHARACTERS) throw new AppError('FILE_UNSAFE', { what: 'cell' });
  }

  close(name: number, scanner: XmlScanner): void {
    if (this.#silent > 0) this.#silent--;
    else if (this.#dataDepth > 0) this.#dataDepth--;
    else if (name === CELL && this.#inCell) this.#closeCell();
    else if (name === ROW && this.#inRow) this.#closeRow();
    else if (name === TABLE) scanner.stop();
  }

  #openColumn(scanner: XmlScanner): void {
    let from = this.#columnsSeen;
    let more = 0;
    let hidden = false;
    let style = '';
    while (scanner.nextAttribute()) {
      const attribute = scanner.attribute;
      if (attribute === INDEX) from = attributeNumber(scanner) - 1;
      else if (attribute === SPAN) more = Math.max(0, attributeNumber(scanner));
      else if (attribute === HIDDEN) hidden = attributeIsTrue(scanner);
      else if (attribute === STYLE_ID) style = attributeText(scanner);
    }
    if (from < 0 || from + more >= MAX_COLUMNS) throw damaged();
    this.#columnsSeen = from + more + 1;
    if (hidden) this.#onHiddenColumns?.(from, from + more);
    if (style !== '') this.#columnStyles.push({ from, before: from + more + 1, style });
  }

  #openRow(scanner: XmlScanner): void {
    let row = this.#nextRow;
    let more = 0;
    this.#rowHidden = false;
    this.#rowStyle = '';
    while (scanner.nextAttribute()) {
      const attribute = scanner.attribute;
      if (attribute === INDEX) row = attributeNumber(scanner);
      else if (attribute === SPAN) more = Math.max(0, attributeNumber(scanner));
      else if (attribute === HIDDEN) this.#rowHidden = attributeIsTrue(scanner);
      else if (attribute === STYLE_ID) this.#rowStyle = attributeText(scanner);
    }
    if (row < this.#nextRow || row > MAX_ROW) throw new AppError('FILE_DAMAGED', { what: 'row-number' });
    this.#row = row;
    this.#nextRow = row + more + 1;
    this.#cells = [];
    this.#column = 0;
    this.#inRow = true;
  }

  #closeRow(): void {
    this.#inRow = false;
    if (this.#cells.length === 0) return;
    this.runs.push({ number: this.#row, count: 1, cells: this.#cells, hidden: this.#rowHidden });
  }

  #openCell(scanner: XmlScanner): void {
    let column = this.#column;
    this.#cellsOver = 0;
    this.#style = '';
    this.#hasFormula = false;
    this.#type = '';
    this.#text = '';
    while (scanner.nextAttribute()) {
      const attribute = scanner.attribute;
      if (attribute === INDEX) column = attributeNumber(scanner) - 1;
      else if (attribute === MERGE_ACROSS) this.#cellsOver = Math.max(0, attributeNumber(scanner));
      else if (attribute === STYLE_ID) this.#style = attributeText(scanner);
      else if (attribute === FORMULA) this.#hasFormula = true;
    }
    if (column < this.#column || column >= MAX_COLUMNS)
      throw new AppError('FILE_DAMAGED', { what: 'cell-reference' });
    this.#column = column;
    this.#inCell = true;
  }

  #openData(scanner: XmlScanner): void {
    while (scanner.nextAttribute()) if (scanner.attribute === TYPE) this.#type = attributeText(scanner);
    this.#dataDepth = 1;
  }

  #closeCell(): void {
    const column = this.#column;
    this.#inCell = false;
    this.#column = column + this.#cellsOver + 1;
    const value = this.#value(column);
    if (value === null) return;
    while (this.#cells.length < column) this.#cells.push(null);
    this.#cells[column] = value;
  }

  #value(column: number): Cell {
    const text = this.#text;
    if (text === '') return this.#hasFormula && this.#type !== 'String' ? NO_RESULT : null;
    switch (this.#type) {
      case 'Number':
        return this.#number(text, column);
      case 'DateTime':
        return timeAlone(text) ?? isoDateCell(text) ?? text;
      case 'Boolean':
        return text === '1' ? TRUE : text === '0' ? FALSE : text;
      case 'Error':
        return { kind: 'error', text };
      default:
        return text;
    }
  }

  #number(stored: string, column: number): Cell {
    const told = numberText(stored);
    if (told === null) return stored;
    const format = this.#document.formatOf(this.#styleAt(column));
    if (format === DATE_FORMAT) {
      const text = excelDateText(told.number, this.#document.date1904);
      if (text !== null) return { kind: 'date', text };
    }
    return { kind: 'number', text: withZeros(told.text, format), number: told.number };
  }

  #styleAt(column: number): string {
    if (this.#style !== '') return this.#style;
    if (this.#rowStyle !== '') return this.#rowStyle;
    const ofColumn = this.#columnStyles.find(({ from, before }) => column >= from && column < before);
    return ofColumn?.style ?? (this.#tableStyle || 'Default');
  }
}

function timeAlone(text: string): Cell {
  const match = TIME_ALONE.exec(text);
  if (!match) return null;
  const seconds = Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]);
  const told = numberText(String(seconds / DAY_SECONDS));
  return told && { kind: 'number', ...told };
}
