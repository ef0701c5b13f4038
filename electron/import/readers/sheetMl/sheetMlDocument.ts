import { DATE_FORMAT, PLAIN_FORMAT, zeroFormat } from '../xlsx/cellFormat.ts';
import { isDateCode } from '../xlsx/dateFormat.ts';
import { nameCode, type XmlScanner } from '../xlsx/xmlScanner.ts';
import { attributeText } from '../xlsx/xmlText.ts';
import type { AroundTables } from '../xmlTables/findTables.ts';

const STYLE = nameCode('Style');
const NUMBER_FORMAT = nameCode('NumberFormat');
const WORKSHEET = nameCode('Worksheet');
const TABLE = nameCode('Table');
const VISIBLE = nameCode('Visible');
const DATE_1904 = nameCode('Date1904');
const ID = nameCode('ID');
const PARENT = nameCode('Parent');
const FORMAT = nameCode('Format');
const NAME = nameCode('Name');
const MAX_STYLES = 1_000_000;
/** Formats that have a name instead of a code. */
const NAMED_DATES = new Set(['General Date', 'Long Date', 'Medium Date', 'Short Date']);

/** Hears Excel 2003's XML around its tables: styles, the names of sheets, which of them are hidden. */
export class SheetMlDocument implements AroundTables {
  readonly sheets: { name: string; hidden: boolean }[] = [];
  date1904 = false;
  #formats = new Map<string, number>();
  #style = '';
  /** Elements open within a worksheet. */
  #depth = 0;
  #inSheet = false;
  #isVisibleTag = false;

  open(name: number, scanner: XmlScanner): void {
    if (this.#inSheet) {
      if (name === TABLE && this.#depth === 0) scanner.stop();
      else {
        this.#depth++;
        this.#isVisibleTag = name === VISIBLE;
      }
    } else if (name === WORKSHEET) {
      const sheet = { name: '', hidden: false };
      while (scanner.nextAttribute()) if (scanner.attribute === NAME) sheet.name = attributeText(scanner);
      this.sheets.push(sheet);
      this.#inSheet = true;
      this.#depth = 0;
    } else if (name === STYLE) this.#openStyle(scanner);
    else if (name === NUMBER_FORMAT) {
      while (scanner.nextAttribute()) {
        if (scanner.attribute === FORMAT && this.#formats.size < MAX_STYLES)
          this.#formats.set(this.#style, formatOf(attributeText(scanner)));
      }
    } else if (name === DATE_1904) this.date1904 = true;
  }

  text(bytes: Buffer, start: number, end: number): void {
    if (!this.#isVisibleTag) return;
    // SheetVisible, SheetHidden, SheetVeryHidden.
    if (bytes.toString('latin1', start, end).includes('Hidden')) this.sheets.at(-1)!.hidden = true;
  }

  close(name: number): void {
    this.#isVisibleTag = false;
    if (!this.#inSheet) return;
    if (this.#depth > 0) this.#depth--;
    else if (name === WORKSHEET) this.#inSheet = false;
  }

  /** What a style makes of a number, as cellFormat() tells. */
  formatOf(style: string): number {
    return this.#formats.get(style) ?? PLAIN_FORMAT;
  }

  #openStyle(scanner: XmlScanner): void {
    let parent = '';
    this.#style = '';
    while (scanner.nextAttribute()) {
      if (scanner.attribute === ID) this.#style = attributeText(scanner);
      else if (scanner.attribute === PARENT) parent = attributeText(scanner);
    }
    // A parent stands before its children.
    const inherited = this.#formats.get(parent);
    if (inherited !== undefined && this.#formats.size < MAX_STYLES) this.#formats.set(this.#style, inherited);
  }
}

function formatOf(code: string): number {
  return NAMED_DATES.has(code) || isDateCode(code) ? DATE_FORMAT : zeroFormat(code);
}
