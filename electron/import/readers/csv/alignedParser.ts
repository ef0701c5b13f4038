import { AppError } from '../../../../shared/domain/errors.ts';
import { RowBuffer } from '../rowBuffer.ts';
import { type Alignment, alignedFields } from './alignedText.ts';
import { ownCopy } from './csvParser.ts';

const MAX_LINE = 1024 * 1024;

/** Parses lines whose fields only room sets apart, coming in pieces, into rows; wholly empty lines are counted and left out. */
export class AlignedParser {
  readonly rows = new RowBuffer();

  #pending = '';
  #line = 1;
  readonly #alignment: Alignment;

  constructor(alignment: Alignment) {
    this.#alignment = alignment;
  }

  write(piece: string): void {
    const text = this.#pending + piece;
    // A carriage return at the very end may be one half of a line end.
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    const lines = whole.split(/\r\n|\r|\n/);
    this.#pending = lines.pop()! + text.slice(whole.length);
    if (this.#pending.length > MAX_LINE) throw new AppError('FILE_DAMAGED', { what: 'record' });
    for (const line of lines) this.#take(line);
  }

  end(): void {
    this.#take(this.#pending.replace(/\r$/, ''));
    this.#pending = '';
  }

  #take(line: string): void {
    if (line.trim() !== '') {
      const cells = alignedFields(line, this.#alignment).map((field) =>
        field === '' ? null : ownCopy(field),
      );
      this.rows.push({ number: this.#line, cells });
    }
    this.#line++;
  }
}
