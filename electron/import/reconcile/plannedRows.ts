import type { Finding, Outcome } from '../../../shared/domain/findings.ts';
import type { StudentValues } from '../../../shared/domain/studentFields.ts';
import { ZERO_FIELDS, type ZeroField } from '../../../shared/domain/zeroFields.ts';
import { GrowingNumbers } from './growingNumbers.ts';
import type { PlannedRow } from './plannedRow.ts';
import { RowBytes } from './rowBytes.ts';

const OUTCOMES: readonly Outcome[] = ['created', 'updated', 'unchanged', 'ambiguous', 'rejected', 'dropped'];
/** In the marks of a row: its outcome, whether it is of a new student, and which of its fields stand in numbers. */
const OUTCOME = 7;
const IS_NEW = 8;
const NUMERIC_FIELDS = 4;
const NUMERIC = Array.from({ length: 1 << ZERO_FIELDS.length }, (_, mask) =>
  ZERO_FIELDS.filter((_, index) => mask & (1 << index)),
);
/** Nothing can be said of a row that is kept as bytes: it has to be made live first. */
const NOTHING_SAID = Object.freeze([]) as unknown as Finding[];

/** A school of ordinary size is kept as it is: making bytes of rows and rows of bytes takes time. */
const KEPT_WHOLE = 100_000;

type RosterRow = PlannedRow & { values: StudentValues };

/**
 * The rows of a roster in the order of the file. Behind the first hundred thousand, a row of which nothing is to be
 * said is kept as bytes once the next one is there, and given out as a view of them: its outcome may be set, and nothing else of it. `live` makes it an
 * object that stays the same, for whoever wants to change it.
 */
export class PlannedRows implements Iterable<PlannedRow> {
  readonly #keptWhole: number;
  readonly #bytes = new RowBytes();
  /** By row where it lies, and its marks. */
  readonly #places = new GrowingNumbers();
  readonly #marks = new GrowingNumbers();
  readonly #live = new Map<number, PlannedRow>();
  #newest: RosterRow | null = null;
  #length = 0;

  constructor(keptWhole = KEPT_WHOLE) {
    this.#keptWhole = keptWhole;
  }

  get length(): number {
    return this.#length;
  }

  /** Gives the index of the row, which may be changed until the next one is pushed. */
  push(row: RosterRow): number {
    this.#putAway();
    this.#newest = row;
    return this.#length++;
  }

  at(index: number): PlannedRow {
    if (index === this.#length - 1 && this.#newest !== null) return this.#newest;
    return this.#live.get(index) ?? new KeptView(this.#bytes, this.#places.get(index), this.#marks, index);
  }

  /** The row as an object that everybody who asks for it gets, to be changed. */
  live(index: number): PlannedRow {
    const known = this.#live.get(index);
    if (known) return known;
    const row = this.at(index);
    const live = row instanceof KeptView ? row.copy() : row;
    this.#live.set(index, live);
    return live;
  }

  isLive(index: number): boolean {
    return this.#live.has(index) || index === this.#length - 1;
  }

  *[Symbol.iterator](): Generator<PlannedRow, void, undefined> {
    for (let index = 0; index < this.#length; index++) yield this.at(index);
  }

  #putAway(): void {
    const row = this.#newest;
    this.#newest = null;
    if (row === null) return;
    const index = this.#length - 1;
    if (this.#live.has(index)) return;
    const { row: number, sheet = null, student, values } = row;
    const place =
      index >= this.#keptWhole && isPlain(row)
        ? this.#bytes.add({ row: number, sheet, student, values })
        : null;
    if (place === null) {
      this.#live.set(index, row);
      return;
    }
    this.#places.set(index, place);
    let marks = OUTCOMES.indexOf(row.outcome) | (row.isNew ? IS_NEW : 0);
    for (const field of row.numericFields ?? []) marks |= 1 << (NUMERIC_FIELDS + ZERO_FIELDS.indexOf(field));
    this.#marks.set(index, marks);
  }
}

/** All of it is its outcome, its keys and its values. */
function isPlain({ findings, verdict, flag, contact, offers, repairs, officeName }: PlannedRow): boolean {
  return (
    findings.length === 0 &&
    verdict === null &&
    flag === undefined &&
    contact === undefined &&
    offers === undefined &&
    repairs === undefined &&
    officeName === undefined
  );
}

class KeptView implements PlannedRow {
  readonly #bytes: RowBytes;
  readonly #place: number;
  readonly #marks: GrowingNumbers;
  readonly #index: number;

  constructor(bytes: RowBytes, place: number, marks: GrowingNumbers, index: number) {
    this.#bytes = bytes;
    this.#place = place;
    this.#marks = marks;
    this.#index = index;
  }

  get row(): number {
    return this.#bytes.row(this.#place);
  }

  get sheet(): string | null {
    return this.#bytes.sheet(this.#place);
  }

  get student(): string | null {
    return this.#bytes.student(this.#place);
  }

  get values(): StudentValues {
    return this.#bytes.values(this.#place);
  }

  get outcome(): Outcome {
    return OUTCOMES[this.#marks.get(this.#index) & OUTCOME]!;
  }

  set outcome(outcome: Outcome) {
    const others = this.#marks.get(this.#index) & ~OUTCOME;
    this.#marks.set(this.#index, others | OUTCOMES.indexOf(outcome));
  }

  get isNew(): boolean {
    return (this.#marks.get(this.#index) & IS_NEW) !== 0;
  }

  get numericFields(): readonly ZeroField[] {
    return NUMERIC[this.#marks.get(this.#index) >> NUMERIC_FIELDS]!;
  }

  get verdict(): null {
    return null;
  }

  get findings(): Finding[] {
    return NOTHING_SAID;
  }

  copy(): PlannedRow {
    const { row, sheet, outcome, student, isNew, values, numericFields } = this;
    const copy = { row, sheet, outcome, student, isNew, values, verdict: null, findings: [] };
    return numericFields.length === 0 ? copy : { ...copy, numericFields };
  }
}
