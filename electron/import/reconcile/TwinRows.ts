import { makeFinding } from '../validate/makeFinding.ts';
import { GrowingNumbers } from './growingNumbers.ts';
import { type PlannedRow, rowSeenFrom } from './plannedRow.ts';
import type { PlannedRows } from './plannedRows.ts';
import { RowGroups } from './rowGroups.ts';

/**
 * Rows that name one student: what they say alike counts once, as the first row says it; where they contradict each
 * other none counts. Keeps a few numbers for each row.
 */
export class TwinRows {
  readonly #rows: PlannedRows;
  readonly #field: string;
  readonly #says: (row: PlannedRow) => unknown;
  /** By student the first row that names them, plus one. */
  readonly #first = new GrowingNumbers();
  readonly #groups = new RowGroups();
  /** By first row the first one that says something else, plus one. */
  readonly #other = new GrowingNumbers();

  /** `field` is what their findings are about; `says` is what of a row has to be alike. */
  constructor(rows: PlannedRows, field: string, says: (row: PlannedRow) => unknown) {
    this.#rows = rows;
    this.#field = field;
    this.#says = says;
  }

  /**
   * Takes the next row, which stands at this index, by a number of the student whom it names, greater than 0. Returns
   * false where no row named them before; else the row's outcome is settled, and those of the others.
   */
  settle(student: number, row: PlannedRow, at: number): boolean {
    if (this.#first.get(student) === 0) {
      this.#first.set(student, at + 1);
      return false;
    }
    const firstAt = this.#first.get(student) - 1;
    const first = this.#rows.at(firstAt);
    this.#groups.append(firstAt, at);
    const agrees = this.#says(row) === this.#says(first);
    const known = this.#other.get(firstAt);
    if (known === 0 && agrees) {
      row.outcome = first.outcome === 'ambiguous' ? 'ambiguous' : 'unchanged';
      this.#tell(row, first, 'same');
    } else if (known === 0) {
      this.#other.set(firstAt, at + 1);
      for (const each of this.#groups.rows(firstAt)) {
        if (each === at) this.#reject(row, first);
        else this.#rows.change(each, (one) => this.#reject(one, row));
      }
    } else this.#reject(row, agrees ? this.#rows.at(known - 1) : first);
    return true;
  }

  #reject(one: PlannedRow, other: PlannedRow): void {
    one.outcome = 'rejected';
    one.findings = one.findings.filter(({ code }) => code !== 'DUPLICATE_IN_FILE');
    this.#tell(one, other, null);
  }

  #tell(one: PlannedRow, other: PlannedRow, situation: 'same' | null): void {
    one.findings.push(
      makeFinding('DUPLICATE_IN_FILE', {
        case: situation,
        row: one.row,
        field: this.#field,
        value: one.values.name ?? null,
        params: { other: rowSeenFrom(one, other) },
      }),
    );
  }
}
