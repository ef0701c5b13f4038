import { PLAIN_FORMAT, zeroFormat } from '../xlsx/cellFormat.ts';
import { bytesCode, nameCode, type XmlScanner } from '../xlsx/xmlScanner.ts';
import { attributeNumber, attributeText } from '../xlsx/xmlText.ts';

const STYLE = nameCode('style');
const TABLE_PROPERTIES = nameCode('table-properties');
const NUMBER_STYLE = nameCode('number-style');
const NUMBER = nameCode('number');
const NUMBER_TEXT = nameCode('text');
const NAME = nameCode('name');
const FAMILY = nameCode('family');
const DATA_STYLE = nameCode('data-style-name');
const PARENT = nameCode('parent-style-name');
const DISPLAY = nameCode('display');
const MIN_DIGITS = nameCode('min-integer-digits');
const DECIMALS = nameCode('decimal-places');
/** Far more than any document has; a sheet of LibreOffice's has some hundred. */
const MAX_STYLES = 1_000_000;

interface CellStyle {
  dataStyle: string | null;
  parent: string | null;
}

/**
 * What matters of the styles of an OpenDocument sheet: which tables are hidden, and which cells show their numbers with
 * zeros in front. Hears the tags of styles.xml and of the part of content.xml that stands before the tables.
 */
export class OdsStyles {
  #hiddenTables = new Set<string>();
  #cellStyles = new Map<string, CellStyle>();
  #digits = new Map<string, number>();
  #formats: Map<number, number> | null = null;
  #style = '';
  #numberStyle = '';

  open(name: number, scanner: XmlScanner): void {
    if (name === STYLE) this.#openStyle(scanner);
    else if (name === TABLE_PROPERTIES) {
      while (scanner.nextAttribute()) {
        if (scanner.attribute === DISPLAY && attributeText(scanner) === 'false')
          this.#hiddenTables.add(this.#style);
      }
    } else if (name === NUMBER_STYLE) {
      this.#numberStyle = '';
      while (scanner.nextAttribute()) {
        if (scanner.attribute === NAME) this.#numberStyle = attributeText(scanner);
      }
    } else if (name === NUMBER && this.#numberStyle !== '') this.#openNumber(scanner);
    // Words around the number: what is shown is no longer the number alone.
    else if (name === NUMBER_TEXT && this.#numberStyle !== '')
      this.#digits.set(this.#numberStyle, PLAIN_FORMAT);
  }

  close(name: number): void {
    if (name === NUMBER_STYLE) this.#numberStyle = '';
  }

  isHiddenTable(style: string): boolean {
    return this.#hiddenTables.has(style);
  }

  /** Of the style whose name has this code, as cellFormat() tells; asked for when all styles are known. */
  formatOf(styleCode: number): number {
    this.#formats ??= this.#allFormats();
    return this.#formats.get(styleCode) ?? PLAIN_FORMAT;
  }

  #openStyle(scanner: XmlScanner): void {
    let name = '';
    let family = '';
    const style: CellStyle = { dataStyle: null, parent: null };
    while (scanner.nextAttribute()) {
      const attribute = scanner.attribute;
      if (attribute === NAME) name = attributeText(scanner);
      else if (attribute === FAMILY) family = attributeText(scanner);
      else if (attribute === DATA_STYLE) style.dataStyle = attributeText(scanner);
      else if (attribute === PARENT) style.parent = attributeText(scanner);
    }
    this.#style = family === 'table' ? name : '';
    if (family === 'table-cell' && this.#cellStyles.size < MAX_STYLES) this.#cellStyles.set(name, style);
  }

  #openNumber(scanner: XmlScanner): void {
    let digits = 0;
    let decimals = 0;
    while (scanner.nextAttribute()) {
      if (scanner.attribute === MIN_DIGITS) digits = attributeNumber(scanner);
      else if (scanner.attribute === DECIMALS) decimals = attributeNumber(scanner);
    }
    const known = this.#digits.has(this.#numberStyle) || this.#digits.size >= MAX_STYLES;
    if (digits > 1 && digits <= 32 && decimals === 0 && !known)
      this.#digits.set(this.#numberStyle, zeroFormat('0'.repeat(digits)));
  }

  #allFormats(): Map<number, number> {
    const formats = new Map<number, number>();
    const seen = new Set<number>();
    for (const name of this.#cellStyles.keys()) {
      const code = bytesCode(Buffer.from(name, 'utf8'));
      const format = this.#formatOfName(name);
      // Two names with one code: better no zeros than the zeros of another style.
      if (seen.has(code) || format === PLAIN_FORMAT) formats.delete(code);
      else formats.set(code, format);
      seen.add(code);
    }
    return formats;
  }

  #formatOfName(name: string): number {
    let style = this.#cellStyles.get(name);
    for (let depth = 0; style && depth < 16; depth++) {
      if (style.dataStyle !== null) return this.#digits.get(style.dataStyle) ?? PLAIN_FORMAT;
      style = style.parent === null ? undefined : this.#cellStyles.get(style.parent);
    }
    return PLAIN_FORMAT;
  }
}
