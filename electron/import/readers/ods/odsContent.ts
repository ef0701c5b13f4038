import { nameCode, type XmlHandler, type XmlScanner } from '../xlsx/xmlScanner.ts';
import { attributeText } from '../xlsx/xmlText.ts';
import type { AroundTables } from '../xmlTables/findTables.ts';
import { OdsStyles } from './odsStyles.ts';

const SPREADSHEET = nameCode('spreadsheet');
const TABLE = nameCode('table');
const NAME = nameCode('name');
const STYLE_NAME = nameCode('style-name');

/** Hears styles.xml, of which only what OdsStyles keeps matters. */
export function stylesPartHandler(styles: OdsStyles): XmlHandler {
  return {
    open: (name, scanner) => styles.open(name, scanner),
    text() {},
    close: (name) => styles.close(name),
  };
}

/** Hears content.xml, or a flat document, up to and between its tables. */
export class OdsContent implements AroundTables {
  readonly sheets: { name: string; hidden: boolean }[] = [];
  readonly styles: OdsStyles;
  #inSpreadsheet = false;
  /** Elements open within the spreadsheet: tables in charts and forms are no sheets. */
  #depth = 0;

  constructor(styles: OdsStyles = new OdsStyles()) {
    this.styles = styles;
  }

  open(name: number, scanner: XmlScanner): void {
    if (!this.#inSpreadsheet) {
      if (name === SPREADSHEET) this.#inSpreadsheet = true;
      else this.styles.open(name, scanner);
    } else if (name === TABLE && this.#depth === 0) {
      let style = '';
      const sheet = { name: '', hidden: false };
      while (scanner.nextAttribute()) {
        if (scanner.attribute === NAME) sheet.name = attributeText(scanner);
        else if (scanner.attribute === STYLE_NAME) style = attributeText(scanner);
      }
      sheet.hidden = this.styles.isHiddenTable(style);
      this.sheets.push(sheet);
      scanner.stop();
    } else this.#depth++;
  }

  text(): void {}

  close(name: number): void {
    if (!this.#inSpreadsheet) this.styles.close(name);
    else if (this.#depth > 0) this.#depth--;
    else if (name === SPREADSHEET) this.#inSpreadsheet = false;
  }
}
