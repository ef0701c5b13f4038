import { Parser } from 'htmlparser2';
import { AppError } from '../../../../shared/domain/errors.ts';
import { ownCopy } from '../csv/csvParser.ts';
import type { Cell, SheetRow } from '../reader.ts';
import { MAX_CELLS, RowBuffer } from '../rowBuffer.ts';
import { numberText } from '../xlsx/numberText.ts';
import { MAX_COLUMNS } from '../xlsx/sheetRows.ts';
import { HIDING, hiddenClasses } from './hiddenClasses.ts';

/** Excel allows 32,767 characters in a cell; a page that never closes one must not fill the memory. */
const MAX_CELL_CHARACTERS = 4 * 1024 * 1024;
const MAX_DEPTH = 256;
const MAX_ROWSPAN = 1_048_576;
/** V8 makes strings of 13 and more characters by pointing into the string they were cut from. */
const POINTS_INTO_PARENT = 13;
const BLOCKS = new Set(['p', 'div', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const SILENT = new Set(['script', 'style', 'title', 'template', 'noscript']);
const EXPONENT = /^[+-]?\d+(?:\.\d+)?E\+\d+$/i;

/** What has its rows hidden with it. */
const HIDES_ROWS = new Set(['table', 'tbody', 'thead', 'tfoot', 'div', 'section', 'center', 'form']);
const MAX_STYLE_CHARACTERS = 1024 * 1024;

/** White space of any kind, which may have to be collapsed. */
const NEEDS_CARE = /\s/;

interface Table {
  /** By column, for how many more rows a cell from above reaches down. */
  spans: number[];
  row: { cells: Cell[]; hidden: boolean; hasTable: boolean } | null;
  column: number;
  cell: { text: string; columns: number; rows: number; number: string | null; hidden: boolean } | null;
  /** How many columns its col and colgroup tags have told of. */
  columnsTold: number;
  /** The colgroup that is open: how many columns it says that it has, which holds where no col is in it. */
  group: { columns: number; hidden: boolean; hasCols: boolean } | null;
}

/**
 * Gathers the rows of all tables of a page, one below the other as Excel shows them; of a table within a cell the
 * rows come before the row around it. Everything is text as the page shows it; a cell over several columns or rows
 * has its text in the first. Rows are numbered from 1 through the page, empty ones counted.
 */
export class TableRows {
  readonly rows = new RowBuffer(MAX_CELLS);

  #tables: Table[] = [];
  #number = 0;
  #silent = 0;
  #depth = 0;
  #closesCells = false;
  #withinTag = false;
  #cutShort = false;
  #pageOpen = false;
  /** The depth from which on all is hidden; 0: nothing is. */
  #hiddenFrom = 0;
  #hiddenColumns = new Set<number>();
  #styles: string | null = null;
  #hiddenClasses = new Set<string>();
  #parser: Parser;

  constructor() {
    this.#parser = new Parser({
      onopentag: (name, attributes) => this.#open(name, attributes),
      ontext: (text) => this.#text(text),
      onclosetag: (name, implied) => this.#close(name, implied),
    });
  }

  /** Of all tables, and those told before; 0-based. */
  get hiddenColumns(): ReadonlySet<number> {
    return this.#hiddenColumns;
  }

  /** After the end: the page has begun a table, or itself, and not ended it. Rows behind may be missing. */
  get cutShort(): boolean {
    return this.#cutShort;
  }

  write(text: string): void {
    const opens = text.lastIndexOf('<');
    const closes = text.lastIndexOf('>');
    if (opens !== closes) this.#withinTag = opens > closes;
    this.#parser.write(text);
  }

  /** Throws FILE_DAMAGED when the page breaks off inside a tag of a table, or inside a cell though others are closed. */
  end(): void {
    const table = this.#tables.at(-1);
    if (table && (this.#withinTag || (this.#closesCells && table.cell))) {
      throw new AppError('FILE_DAMAGED', { what: 'html' });
    }
    this.#cutShort = this.#tables.length > 0 || this.#pageOpen;
    this.#parser.end();
    while (this.#tables.length > 0) this.#closeTable();
  }

  #open(name: string, attributes: Record<string, string>): void {
    if (++this.#depth > MAX_DEPTH * 64) throw new AppError('FILE_UNSAFE', { what: 'xml-depth' });
    if (SILENT.has(name)) this.#silent++;
    const table = this.#tables.at(-1);
    const hidden = this.#isHidden(attributes);
    if (hidden && this.#hiddenFrom === 0 && HIDES_ROWS.has(name)) this.#hiddenFrom = this.#depth;
    switch (name) {
      case 'html':
        this.#pageOpen = true;
        break;
      case 'table':
        if (this.#tables.length >= MAX_DEPTH) throw new AppError('FILE_UNSAFE', { what: 'xml-depth' });
        if (table?.row) table.row.hasTable = true;
        this.#tables.push({ spans: [], row: null, column: 0, cell: null, columnsTold: 0, group: null });
        break;
      case 'tr':
        if (!table) break;
        this.#closeGroup(table);
        this.#closeRow(table);
        this.#openRow(table, hidden);
        break;
      case 'td':
      case 'th':
        if (!table) break;
        this.#closeCell(table);
        if (!table.row) this.#openRow(table, false);
        table.cell = {
          text: '',
          columns: span(attributes.colspan, MAX_COLUMNS),
          rows: span(attributes.rowspan, MAX_ROWSPAN),
          number: attributes['x:num'] || null,
          hidden,
        };
        break;
      case 'colgroup':
        if (!table) break;
        this.#closeGroup(table);
        table.group = { columns: span(attributes.span, MAX_COLUMNS), hidden, hasCols: false };
        break;
      case 'col':
        if (!table) break;
        if (table.group) table.group.hasCols = true;
        this.#tellColumns(table, span(attributes.span, MAX_COLUMNS), hidden || table.group?.hidden === true);
        break;
      case 'style':
        this.#styles ??= '';
        break;
      case 'br':
        if (table?.cell) table.cell.text += '\u0000';
        break;
      default:
        if (table?.cell && BLOCKS.has(name) && table.cell.text.trim() !== '') table.cell.text += '\u0000';
    }
  }

  #text(text: string): void {
    if (this.#styles !== null && this.#styles.length < MAX_STYLE_CHARACTERS) this.#styles += text;
    const cell = this.#tables.at(-1)?.cell;
    if (!cell || this.#silent > 0) return;
    cell.text += text.includes('\u0000') ? text.replaceAll('\u0000', '\ufffd') : text;
    if (cell.text.length > MAX_CELL_CHARACTERS) throw new AppError('FILE_UNSAFE', { what: 'cell' });
  }

  #close(name: string, implied: boolean): void {
    this.#depth--;
    if (this.#depth < this.#hiddenFrom) this.#hiddenFrom = 0;
    if (name === 'style') this.#closeStyles();
    if (SILENT.has(name)) this.#silent = Math.max(0, this.#silent - 1);
    // The body's end is as good as the page's: what is forgotten behind it holds no rows.
    if (!implied && (name === 'html' || name === 'body')) this.#pageOpen = false;
    const table = this.#tables.at(-1);
    if (!table) return;
    if (name === 'td' || name === 'th') {
      if (!implied) this.#closesCells = true;
      this.#closeCell(table);
    } else if (name === 'tr') this.#closeRow(table);
    else if (name === 'colgroup') this.#closeGroup(table);
    else if (name === 'table') this.#closeTable();
  }

  #openRow(table: Table, hidden: boolean): void {
    table.row = { cells: [], hidden: hidden || this.#hiddenFrom > 0, hasTable: false };
    table.column = 0;
  }

  #closeCell(table: Table): void {
    const { cell, row, spans } = table;
    table.cell = null;
    if (!cell || !row) return;
    while ((spans[table.column] ?? 0) > 0) table.column++;
    const first = table.column;
    if (first + cell.columns > MAX_COLUMNS) throw new AppError('FILE_DAMAGED', { what: 'fields' });
    const value = cellOf(cell.text, cell.number);
    if (value !== null) {
      while (row.cells.length < first) row.cells.push(null);
      row.cells[first] = value;
      if (cell.hidden) this.#hiddenColumns.add(first);
    }
    // Counted down when this row ends, so the row itself is one of them.
    if (cell.rows > 1) for (let index = 0; index < cell.columns; index++) spans[first + index] = cell.rows;
    table.column = first + cell.columns;
  }

  #closeRow(table: Table): void {
    this.#closeCell(table);
    const row = table.row;
    if (!row) return;
    table.row = null;
    for (let index = 0; index < table.spans.length; index++) {
      const left = table.spans[index] ?? 0;
      if (left > 0) table.spans[index] = left - 1;
    }
    if (row.cells.length === 0) {
      if (!row.hasTable) this.#number++;
      return;
    }
    const told: SheetRow = { number: ++this.#number, cells: row.cells };
    if (row.hidden) told.hidden = true;
    this.rows.push(told);
  }

  #tellColumns(table: Table, columns: number, hidden: boolean): void {
    const from = table.columnsTold;
    table.columnsTold = Math.min(MAX_COLUMNS, from + columns);
    if (hidden) for (let at = from; at < table.columnsTold; at++) this.#hiddenColumns.add(at);
  }

  /** Its end may have been left out: the next group and the first row end it, too. */
  #closeGroup(table: Table): void {
    const { group } = table;
    table.group = null;
    if (group && !group.hasCols) this.#tellColumns(table, group.columns, group.hidden);
  }

  #closeStyles(): void {
    for (const name of hiddenClasses(this.#styles ?? '')) this.#hiddenClasses.add(name);
    this.#styles = null;
  }

  #isHidden(attributes: Record<string, string>): boolean {
    if (attributes.hidden !== undefined) return true;
    if (attributes.style !== undefined && HIDING.test(attributes.style)) return true;
    return (
      this.#hiddenClasses.size > 0 &&
      attributes.class !== undefined &&
      attributes.class.split(/\s+/).some((name) => this.#hiddenClasses.has(name))
    );
  }

  #closeTable(): void {
    const table = this.#tables.at(-1);
    if (table) this.#closeRow(table);
    this.#tables.pop();
  }
}

function span(value: string | undefined, most: number): number {
  const number = Number.parseInt(value ?? '1', 10);
  return number >= 1 ? Math.min(number, most) : 1;
}

/** White space as a browser shows it; hard spaces stay unless nothing else is there. */
function cellOf(source: string, number: string | null): Cell {
  // Most cells: nothing to collapse, nothing to resolve.
  if (number === null && source !== '' && !NEEDS_CARE.test(source) && !source.includes('\u0000'))
    return source.length < POINTS_INTO_PARENT ? source : ownCopy(source);
  const text = source
    .replace(/[ \t\r\n\f]+/g, ' ')
    .replaceAll(' \u0000', '\u0000')
    .replaceAll('\u0000 ', '\u0000')
    .replaceAll('\u0000', '\n')
    .replace(/^[ \n]+|[ \n]+$/g, '');
  if (text.replaceAll('\u00a0', '').trim() === '') return null;
  if (number !== null && EXPONENT.test(text)) {
    // Excel's own pages show a long number shortened and keep next to it what it held.
    const held = numberText(number);
    if (held) return { kind: 'number', ...held };
  }
  return text.length < POINTS_INTO_PARENT ? text : ownCopy(text);
}
