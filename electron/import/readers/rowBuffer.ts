import { AppError } from '../../../shared/domain/errors.ts';
import type { Cell, SheetRow } from './reader.ts';

/**
 * Cells of a sheet with the blanks between them: a sheet of 1,048,576 rows and 61 columns. A few
 * kilobytes could otherwise ask for millions of rows of 16,384 blanks.
 */
export const MAX_CELLS = 64_000_000;

/** The rows that a parser has made and nobody has taken yet, so that what is kept is one piece of the file. */
export class RowBuffer<Row extends { cells: readonly Cell[] } = SheetRow> {
  #rows: Row[] = [];
  #mostCells: number;
  #cells = 0;

  /** `mostCells`: of all rows together, for files in which a blank cell costs no bytes. */
  constructor(mostCells = Number.POSITIVE_INFINITY) {
    this.#mostCells = mostCells;
  }

  get length(): number {
    return this.#rows.length;
  }

  /** `times`: how many rows of the sheet it stands for. Throws FILE_TOO_LARGE. */
  push(row: Row, times = 1): void {
    this.#cells += row.cells.length * times;
    if (this.#cells > this.#mostCells)
      throw new AppError('FILE_TOO_LARGE', { what: 'cells', limit: this.#mostCells });
    this.#rows.push(row);
  }

  /** All that is there; it is empty then. */
  take(): Row[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }
}
