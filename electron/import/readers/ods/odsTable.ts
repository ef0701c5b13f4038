import { AppError } from '../../../../shared/domain/errors.ts';
import type { Cell, ReadOptions } from '../reader.ts';
import { MAX_CELLS, RowBuffer } from '../rowBuffer.ts';
import { MAX_COLUMNS, MAX_ROW } from '../xlsx/sheetRows.ts';
import { bytesCode, nameCode, type XmlScanner } from '../xlsx/xmlScanner.ts';
import { attributeNumber, attributeText, decodeXmlText } from '../xlsx/xmlText.ts';
import type { TableHandler } from '../xmlTables/findTables.ts';
import type { RowRun } from '../xmlTables/rowRuns.ts';
import type { OdsStyles } from './odsStyles.ts';
import { type OdsType, odsValue } from './odsValue.ts';
import { ParagraphText } from './paragraphText.ts';

const TABLE = nameCode('table');
const COLUMN = nameCode('table-column');
const ROW = nameCode('table-row');
const CELL = nameCode('table-cell');
const COVERED_CELL = nameCode('covered-table-cell');
/** Drawings of a sheet; charts among them have tables of their own. */
const SHAPES = nameCode('shapes');
const PARAGRAPHS = codes('p', 'h');
/** What paragraphs of a cell may lie in. */
const BLOCKS = codes('list', 'list-item', 'list-header', 'section');
const SPACES = nameCode('s');
const TAB = nameCode('tab');
const LINE_BREAK = nameCode('line-break');
/** What stands within a paragraph and is not its text: notes, what is read above a character, pictures and boxes. */
const NO_TEXT = codes(
  'annotation',
  'annotation-end',
  'note',
  'ruby-text',
  'frame',
  'custom-shape',
  'caption',
  'rect',
  'line',
  'polyline',
  'polygon',
  'path',
  'circle',
  'ellipse',
  'connector',
  'measure',
  'control',
  'g',
  'scene',
  'page-thumbnail',
  'tracked-changes',
);

const REPEATED_COLUMNS = nameCode('number-columns-repeated');
const REPEATED_ROWS = nameCode('number-rows-repeated');
const VISIBILITY = nameCode('visibility');
const STYLE_NAME = nameCode('style-name');
const DEFAULT_STYLE = nameCode('default-cell-style-name');
const FORMULA = nameCode('formula');
const VALUE_TYPE = nameCode('value-type');
const COUNT = nameCode('c');
const VALUES: ReadonlySet<number> = codes(
  'value',
  'date-value',
  'time-value',
  'boolean-value',
  'string-value',
);
/** By first letter; "void" has no value. */
const TYPES: Readonly<Record<string, OdsType>> = {
  s: 'string',
  f: 'float',
  p: 'percentage',
  c: 'currency',
  d: 'date',
  t: 'time',
  b: 'boolean',
  e: 'error',
};
const MAX_SPACES = 32_767;
const NO_STYLE = 0;

/**
 * Gathers the rows of one table:table: those that hold anything. What is repeated is written once with a number; a
 * sheet ends in a million blank rows. Cells below a merged one are covered, and read where they hold something, as the
 * readers of other formats do.
 */
export class OdsTable implements TableHandler {
  readonly runs = new RowBuffer<RowRun>(MAX_CELLS);

  #styles: OdsStyles;
  #onHiddenColumns: ReadOptions['onHiddenColumns'];
  #opened = false;
  /** Elements open within something that is no text of a cell. */
  #silent = 0;

  #columnsSeen = 0;
  /** The style of cells that name none, by column: pairs of the first column behind and a style. */
  #columnStyles: { before: number; style: number }[] = [];

  #row = 0;
  #rowCount = 1;
  #rowHidden = false;
  #rowStyle = NO_STYLE;
  #cells: Cell[] = [];
  #column = 0;
  #inRow = false;

  #inCell = false;
  #inParagraph = false;
  #cellCount = 1;
  #type: OdsType = 'none';
  #value: string | null = null;
  #style = NO_STYLE;
  #hasFormula = false;
  #text = new ParagraphText();

  constructor(styles: OdsStyles, onHiddenColumns: ReadOptions['onHiddenColumns']) {
    this.#styles = styles;
    this.#onHiddenColumns = onHiddenColumns;
  }

  get betweenRows(): boolean {
    return this.#silent === 0 && !this.#inRow;
  }

  open(name: number, scanner: XmlScanner): void {
    if (this.#silent > 0) this.#silent++;
    else if (this.#inParagraph) this.#openInParagraph(name, scanner);
    else if (this.#inCell) this.#openInCell(name);
    else if (name === CELL || name === COVERED_CELL) this.#openCell(scanner);
    else if (name === ROW) this.#openRow(scanner);
    else if (name === COLUMN) this.#openColumn(scanner);
    else if (name === TABLE && !this.#opened) this.#opened = true;
    else if (name === TABLE || name === SHAPES) this.#silent = 1;
  }

  text(bytes: Buffer, start: number, end: number, plain: boolean, cdata: boolean): void {
    if (!this.#inParagraph || this.#silent > 0) return;
    const text = plain ? bytes.toString('utf8', start, end) : decodeXmlText(bytes, start, end, cdata);
    this.#text.append(text);
  }

  close(name: number, scanner: XmlScanner): void {
    if (this.#silent > 0) this.#silent--;
    else if (this.#inParagraph) {
      if (PARAGRAPHS.has(name)) this.#inParagraph = false;
    } else if (name === CELL || name === COVERED_CELL) this.#closeCell();
    else if (name === ROW) this.#closeRow();
    else if (name === TABLE) scanner.stop();
  }

  #openInParagraph(name: number, scanner: XmlScanner): void {
    if (name === SPACES) {
      let count = 1;
      while (scanner.nextAttribute()) if (scanner.attribute === COUNT) count = attributeNumber(scanner);
      this.#text.appendExact(' '.repeat(Math.min(Math.max(count, 0), MAX_SPACES)));
    } else if (name === TAB) this.#text.appendExact('\t');
    else if (name === LINE_BREAK) this.#text.appendExact('\n');
    else if (NO_TEXT.has(name)) this.#silent = 1;
  }

  #openInCell(name: number): void {
    if (PARAGRAPHS.has(name)) {
      this.#inParagraph = true;
      this.#text.begin();
    } else if (!BLOCKS.has(name)) this.#silent = 1;
  }

  #openColumn(scanner: XmlScanner): void {
    let count = 1;
    let hidden = false;
    let style = NO_STYLE;
    while (scanner.nextAttribute()) {
      if (scanner.attribute === REPEATED_COLUMNS) count = repeated(scanner);
      else if (scanner.attribute === VISIBILITY) hidden = attributeText(scanner) !== 'visible';
      else if (scanner.attribute === DEFAULT_STYLE) style = valueCode(scanner);
    }
    const from = this.#columnsSeen;
    const to = Math.min(from + count, MAX_COLUMNS);
    this.#columnsSeen = to;
    if (to <= from) return;
    if (hidden) this.#onHiddenColumns?.(from, to - 1);
    this.#columnStyles.push({ before: to, style });
  }

  #openRow(scanner: XmlScanner): void {
    this.#rowCount = 1;
    this.#rowHidden = false;
    this.#rowStyle = NO_STYLE;
    while (scanner.nextAttribute()) {
      if (scanner.attribute === REPEATED_ROWS) this.#rowCount = repeated(scanner);
      else if (scanner.attribute === VISIBILITY) this.#rowHidden = attributeText(scanner) !== 'visible';
      else if (scanner.attribute === DEFAULT_STYLE) this.#rowStyle = valueCode(scanner);
    }
    this.#inRow = true;
    this.#cells = [];
    this.#column = 0;
  }

  #closeRow(): void {
    const number = this.#row + 1;
    this.#inRow = false;
    this.#row += this.#rowCount;
    if (this.#cells.length === 0) return;
    if (this.#row > MAX_ROW) throw new AppError('FILE_DAMAGED', { what: 'row-number' });
    const run = { number, count: this.#rowCount, cells: this.#cells, hidden: this.#rowHidden };
    this.runs.push(run, run.count);
  }

  #openCell(scanner: XmlScanner): void {
    if (!this.#inRow) return;
    this.#inCell = true;
    this.#cellCount = 1;
    this.#type = 'none';
    this.#value = null;
    this.#style = NO_STYLE;
    this.#hasFormula = false;
    this.#text.clear();
    while (scanner.nextAttribute()) {
      const attribute = scanner.attribute;
      if (attribute === VALUE_TYPE) {
        // LibreOffice says it twice, and the second time it may be an error.
        const letter = String.fromCharCode(scanner.bytes[scanner.valueStart]!);
        if (this.#type !== 'error') this.#type = TYPES[letter] ?? 'none';
      } else if (attribute === STYLE_NAME) this.#style = valueCode(scanner);
      else if (attribute === REPEATED_COLUMNS) this.#cellCount = repeated(scanner);
      else if (attribute === FORMULA) this.#hasFormula = true;
      else if (VALUES.has(attribute)) this.#value = attributeText(scanner);
    }
  }

  #closeCell(): void {
    if (!this.#inCell) return;
    this.#inCell = false;
    const first = this.#column;
    this.#column += this.#cellCount;
    const type = this.#type;
    if (type === 'none' && !this.#hasFormula && this.#text.text === '') return;
    const value = odsValue({
      type,
      value: this.#value,
      text: this.#text.text,
      hasFormula: this.#hasFormula,
      format: type === 'float' ? this.#styles.formatOf(this.#styleAt(first)) : 0,
    });
    if (value === null) return;
    if (this.#column > MAX_COLUMNS) throw new AppError('FILE_DAMAGED', { what: 'cell-reference' });
    while (this.#cells.length < first) this.#cells.push(null);
    for (let count = 0; count < this.#cellCount; count++) this.#cells.push(value);
  }

  #styleAt(column: number): number {
    if (this.#style !== NO_STYLE) return this.#style;
    if (this.#rowStyle !== NO_STYLE) return this.#rowStyle;
    return this.#columnStyles.find(({ before }) => column < before)?.style ?? NO_STYLE;
  }
}

/** Up to a sheet's rows; more are the same. */
function repeated(scanner: XmlScanner): number {
  const count = attributeNumber(scanner);
  return count < 1 ? 1 : Math.min(count, MAX_ROW);
}

function valueCode(scanner: XmlScanner): number {
  return bytesCode(scanner.bytes, scanner.valueStart, scanner.valueEnd);
}

function codes(...names: string[]): ReadonlySet<number> {
  return new Set(names.map(nameCode));
}
