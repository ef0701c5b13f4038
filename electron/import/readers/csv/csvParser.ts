import { AppError } from '../../../../shared/domain/errors.ts';
import type { Cell } from '../reader.ts';
import { RowBuffer } from '../rowBuffer.ts';

/** The widest sheet of Excel; more fields in a record mean that this is no table. */
const MAX_FIELDS = 16_384;
/**
 * A cell of Excel holds 32,767 characters. A quoted field longer than this is a stray quotation mark that would
 * swallow the rest of the file: it is then taken as a character like any other.
 */
const MAX_QUOTED = 128 * 1024;
const MAX_RECORD = 8 * 1024 * 1024;

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const EQUALS = 0x3d;
/** V8 makes strings of 13 and more characters by pointing into the string they were cut from. */
const POINTS_INTO_PARENT = 13;

/**
 * Parses separated text that comes in pieces into rows. RFC 4180 with what real files do: CRLF, CR or LF, line
 * ends and doubled quotes within quotes, text behind a closing quote, `="0123"`, tabs set around a value to keep
 * it text. Every cell is text. A row has the number of the line on which it starts; wholly empty ones are
 * counted and left out.
 */
export class CsvParser {
  readonly rows = new RowBuffer();

  #separator: number;
  #pending = '';
  #line = 1;

  /** `firstLine`: where the text given first stands in the file, 1-based. */
  constructor(separator: string, firstLine = 1) {
    this.#separator = separator.charCodeAt(0);
    this.#line = firstLine;
  }

  write(piece: string): void {
    const text = this.#pending === '' ? piece : this.#pending + piece;
    this.#pending = text.slice(this.#parse(text, false));
    if (this.#pending.length > MAX_RECORD) throw new AppError('FILE_DAMAGED', { what: 'record' });
  }

  end(): void {
    this.#parse(this.#pending, true);
    this.#pending = '';
  }

  /** Parses the records that are complete; gives the start of the first that is not. */
  #parse(text: string, last: boolean): number {
    const length = text.length;
    const separator = this.#separator;
    let position = 0;
    while (position < length) {
      const recordStart = position;
      const cells: Cell[] = [];
      let hasValue = false;
      let lineEnds = 0;
      let ended = false;
      while (!ended) {
        let field: string;
        if (position < length && text.charCodeAt(position) === QUOTE) {
          const close = this.#closingQuote(text, position, last);
          if (close === -1) return recordStart;
          if (close === position) {
            const end = fieldEnd(text, position + 1, separator);
            field = text.slice(position, end);
            position = end;
          } else {
            const end = fieldEnd(text, close + 1, separator);
            field = text.slice(position + 1, close).replaceAll('""', '"') + text.slice(close + 1, end);
            lineEnds += countLineEnds(text, position, close);
            position = end;
          }
        } else {
          const end = fieldEnd(text, position, separator);
          field = text.slice(position, end);
          position = end;
        }
        if (position >= length && !last) return recordStart;
        const next = text.charCodeAt(position);
        if (next === CARRIAGE_RETURN) {
          if (position + 1 >= length && !last) return recordStart;
          ended = true;
          lineEnds++;
          position += text.charCodeAt(position + 1) === LINE_FEED ? 2 : 1;
        } else if (next === separator) {
          position++;
        } else {
          // A line feed, or the end of the file.
          ended = true;
          lineEnds++;
          position++;
        }
        const cell = cellOf(field);
        if (cell !== null) hasValue = true;
        cells.push(cell);
        if (cells.length > MAX_FIELDS) throw new AppError('FILE_DAMAGED', { what: 'fields' });
      }
      if (hasValue) this.rows.push({ number: this.#line, cells });
      this.#line += lineEnds;
    }
    return position;
  }

  /**
   * Where the field that opens at `open` closes; -1 when more text is needed to tell; `open` itself when it
   * never closes, so that the quotation mark is an ordinary character.
   */
  #closingQuote(text: string, open: number, last: boolean): number {
    let from = open + 1;
    for (;;) {
      const quote = text.indexOf('"', from);
      if (quote === -1) return last || text.length - open > MAX_QUOTED ? open : -1;
      if (quote - open > MAX_QUOTED) return open;
      if (quote + 1 >= text.length) return last ? quote : -1;
      if (text.charCodeAt(quote + 1) !== QUOTE) return quote;
      from = quote + 2;
    }
  }
}

function fieldEnd(text: string, from: number, separator: number): number {
  let position = from;
  for (; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code === separator || code === LINE_FEED || code === CARRIAGE_RETURN) break;
  }
  return position;
}

function countLineEnds(text: string, start: number, end: number): number {
  let count = 0;
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code === CARRIAGE_RETURN || (code === LINE_FEED && text.charCodeAt(index - 1) !== CARRIAGE_RETURN))
      count++;
  }
  return count;
}

function cellOf(field: string): Cell {
  const length = field.length;
  if (length === 0) return null;
  let value = field;
  const first = field.charCodeAt(0);
  if (first === TAB || field.charCodeAt(length - 1) === TAB) value = withoutTabs(field);
  if (value.charCodeAt(0) === EQUALS) value = withoutTextFormula(value);
  if (value === '') return null;
  return value.length < POINTS_INTO_PARENT ? value : ownCopy(value);
}

function withoutTabs(field: string): string {
  return field.replace(/^\t+|\t+$/g, '');
}

/** `="0123"` is how exports make Excel keep a number as text: the text is what they mean. */
function withoutTextFormula(value: string): string {
  const match = /^="((?:[^"]|"")*)"$/.exec(value);
  return match ? match[1]!.replaceAll('""', '"') : value;
}

/** A string of its own: otherwise one word or identity number that is kept keeps all that it was cut from in memory. */
export function ownCopy(value: string): string {
  return ` ${value}`.slice(1);
}
