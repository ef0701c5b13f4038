import { AppError } from '../../../../shared/domain/errors.ts';

/** Pieces of one cell's text joined; a cell holds 32,767 characters. */
const MAX_CELL_CHARACTERS = 4 * 1024 * 1024;
const NEEDS_COLLAPSING = /[\t\n\r]|^ | {2}/;

/**
 * The text of a cell out of its paragraphs, each on a line of its own. White space in the XML is as in HTML (ODF 1.3
 * part 3, 6.1.2): a run is one space, none at the beginning; spaces that count are elements of their own.
 */
export class ParagraphText {
  #text = '';
  #paragraphs = 0;
  /** What came last is a space that swallows those behind it; so does the beginning of a paragraph. */
  #afterSpace = true;

  get text(): string {
    return this.#text;
  }

  clear(): void {
    this.#text = '';
    this.#paragraphs = 0;
  }

  begin(): void {
    if (this.#paragraphs++ > 0) this.#text += '\n';
    this.#afterSpace = true;
  }

  append(text: string): void {
    if (!NEEDS_COLLAPSING.test(text)) {
      this.#text = this.#text === '' ? text : this.#text + text;
      if (text !== '') this.#afterSpace = text.endsWith(' ');
    } else {
      const collapsed = text.replace(/[ \t\n\r]+/g, ' ');
      const told = this.#afterSpace && collapsed.startsWith(' ') ? collapsed.slice(1) : collapsed;
      this.#text += told;
      if (told !== '') this.#afterSpace = told.endsWith(' ');
    }
    this.#check();
  }

  /** Spaces, tabs and line breaks that are elements. */
  appendExact(text: string): void {
    this.#text += text;
    this.#afterSpace = false;
    this.#check();
  }

  #check(): void {
    if (this.#text.length > MAX_CELL_CHARACTERS) throw new AppError('FILE_UNSAFE', { what: 'cell' });
  }
}
