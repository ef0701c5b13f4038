import { type Finding, OUTCOMES, type Outcome } from '../../../shared/domain/findings.ts';
import { type PartialStudentValues, STUDENT_FIELDS } from '../../../shared/domain/studentFields.ts';
import { type ZeroField, zeroFieldBits, zeroFieldsOf } from '../../../shared/domain/zeroFields.ts';
import { GrowingNumbers } from './growingNumbers.ts';
import type { PlannedRow } from './plannedRow.ts';
import { RowBytes } from './rowBytes.ts';
import { ValueBytes } from './valueBytes.ts';

/** In the marks of a row: its outcome, whether it is of a new student, and which of its fields stand in numbers. */
const OUTCOME = 7;
const IS_NEW = 8;
const NUMERIC_FIELDS = 4;
const NO_FINDINGS = Object.freeze([]) as unknown as Finding[];

/** A file of ordinary size is kept as it is: making bytes of rows and rows of bytes takes time. */
const KEPT_WHOLE = 100_000;

/** What is kept of a row apart from who it is about and what it says of them. */
type Rest = Pick<
  PlannedRow,
  'verdict' | 'flag' | 'contact' | 'findings' | 'offers' | 'repairs' | 'officeName'
>;

/**
 * The rows of a file in its order. In a file of more than a hundred thousand a row is kept as bytes once the next one
 * is there, and given out as a view of them: its outcome and its student may be set, for all else there is `change`.
 */
export class PlannedRows implements Iterable<PlannedRow> {
  readonly #keptWhole: number;
  readonly #kept = new KeptRows();
  /** The rows that are kept as they are: those of a file of ordinary size, and those with very long texts. */
  readonly #whole = new Map<number, PlannedRow>();
  #newest: PlannedRow | null = null;
  #length = 0;

  constructor(keptWhole = KEPT_WHOLE) {
    this.#keptWhole = keptWhole;
  }

  get length(): number {
    return this.#length;
  }

  /** Gives the index of the row, which may be changed until the next one is pushed. */
  push(row: PlannedRow): number {
    this.#putAway();
    this.#newest = row;
    return this.#length++;
  }

  at(index: number): PlannedRow {
    if (index === this.#length - 1 && this.#newest !== null) return this.#newest;
    return this.#whole.get(index) ?? new KeptView(this.#kept, index);
  }

  /** Changes a row; within `make` it is an object like any other, but another one each time. */
  change(index: number, make: (row: PlannedRow) => void): void {
    const row = this.at(index);
    if (!(row instanceof KeptView)) {
      make(row);
      return;
    }
    const copy = row.copy();
    make(copy);
    if (!this.#kept.put(index, copy)) this.#whole.set(index, copy);
  }

  *[Symbol.iterator](): Generator<PlannedRow, void, undefined> {
    for (let index = 0; index < this.#length; index++) yield this.at(index);
  }

  #putAway(): void {
    const row = this.#newest;
    this.#newest = null;
    if (row === null) return;
    const index = this.#length - 1;
    if (index === this.#keptWhole) this.#packFirst();
    if (index < this.#keptWhole || !this.#kept.put(index, row)) this.#whole.set(index, row);
  }

  /** It is a very large file: its first rows become bytes like all others. */
  #packFirst(): void {
    for (const [index, row] of this.#whole) if (this.#kept.put(index, row)) this.#whole.delete(index);
  }
}

/** By row where its parts lie, plus one; 0: it has none. */
class KeptRows {
  readonly marks = new GrowingNumbers();
  readonly #values = new RowBytes();
  readonly #rests = new ValueBytes();
  readonly #valuesAt = new GrowingNumbers();
  readonly #studentAt = new GrowingNumbers();
  readonly #restAt = new GrowingNumbers();

  /**
   * Keeps a row, or what has changed of one: what is as it was is not written again. False: it can't be kept as bytes,
   * and is not to be looked for here.
   */
  put(index: number, row: PlannedRow): boolean {
    const isKept = this.#valuesAt.get(index) !== 0;
    if (!isKept || !sameValues(this.values(index), row.values)) {
      const place = this.#values.add({ row: row.row, sheet: row.sheet ?? null, values: row.values });
      if (place === null) return false;
      this.#valuesAt.set(index, place + 1);
    }
    if (this.student(index) !== row.student && !this.setStudent(index, row.student)) return false;
    this.#putRest(index, row);
    const marks = OUTCOMES.indexOf(row.outcome) | (row.isNew ? IS_NEW : 0);
    this.marks.set(index, marks | (zeroFieldBits(row.numericFields) << NUMERIC_FIELDS));
    return true;
  }

  row(index: number): number {
    return this.#values.row(this.#valuesAt.get(index) - 1);
  }

  sheet(index: number): string | null {
    return this.#values.sheet(this.#valuesAt.get(index) - 1);
  }

  values(index: number): PartialStudentValues {
    return this.#values.values(this.#valuesAt.get(index) - 1);
  }

  student(index: number): string | null {
    const at = this.#studentAt.get(index);
    return at === 0 ? null : this.#values.text(at - 1);
  }

  setStudent(index: number, student: string | null): boolean {
    const place = student === null ? -1 : this.#values.addText(student);
    if (place === null) return false;
    this.#studentAt.set(index, place + 1);
    return true;
  }

  rest(index: number): Rest | null {
    const at = this.#restAt.get(index);
    return at === 0 ? null : (this.#rests.get(at - 1) as Rest);
  }

  #putRest(
    index: number,
    { verdict, flag, contact, findings, offers, repairs, officeName }: PlannedRow,
  ): void {
    const isEmpty =
      findings.length === 0 &&
      verdict === null &&
      flag === undefined &&
      contact === undefined &&
      offers === undefined &&
      repairs === undefined &&
      officeName === undefined;
    const rest: Rest = { verdict, findings };
    if (flag !== undefined) rest.flag = flag;
    if (contact !== undefined) rest.contact = contact;
    if (offers !== undefined) rest.offers = offers;
    if (repairs !== undefined) rest.repairs = repairs;
    if (officeName !== undefined) rest.officeName = officeName;
    this.#restAt.set(index, isEmpty ? 0 : this.#rests.add(rest) + 1);
  }
}

/** What was never said is as if it were said to be empty. */
function sameValues(one: PartialStudentValues, other: PartialStudentValues): boolean {
  return STUDENT_FIELDS.every((field) => (one[field] ?? null) === (other[field] ?? null));
}

class KeptView implements PlannedRow {
  readonly #kept: KeptRows;
  readonly #index: number;
  #rest: Rest | null | undefined;

  constructor(kept: KeptRows, index: number) {
    this.#kept = kept;
    this.#index = index;
  }

  get row(): number {
    return this.#kept.row(this.#index);
  }

  get sheet(): string | null {
    return this.#kept.sheet(this.#index);
  }

  get student(): string | null {
    return this.#kept.student(this.#index);
  }

  set student(student: string | null) {
    if (student === this.student) return;
    if (!this.#kept.setStudent(this.#index, student)) throw new RangeError('an id is longer than ids are');
  }

  get values(): PartialStudentValues {
    return this.#kept.values(this.#index);
  }

  get outcome(): Outcome {
    return OUTCOMES[this.#kept.marks.get(this.#index) & OUTCOME]!;
  }

  set outcome(outcome: Outcome) {
    const others = this.#kept.marks.get(this.#index) & ~OUTCOME;
    this.#kept.marks.set(this.#index, others | OUTCOMES.indexOf(outcome));
  }

  get isNew(): boolean {
    return (this.#kept.marks.get(this.#index) & IS_NEW) !== 0;
  }

  get numericFields(): readonly ZeroField[] {
    return zeroFieldsOf(this.#kept.marks.get(this.#index) >> NUMERIC_FIELDS);
  }

  get verdict(): PlannedRow['verdict'] {
    return this.#restOf?.verdict ?? null;
  }

  /** Frozen: nothing can be said of the row by mistake, where it would be lost. */
  get findings(): Finding[] {
    return this.#restOf?.findings ?? NO_FINDINGS;
  }

  get flag(): PlannedRow['flag'] {
    return this.#restOf?.flag;
  }

  get contact(): PlannedRow['contact'] {
    return this.#restOf?.contact;
  }

  get offers(): PlannedRow['offers'] {
    return this.#restOf?.offers;
  }

  get repairs(): PlannedRow['repairs'] {
    return this.#restOf?.repairs;
  }

  get officeName(): string | undefined {
    return this.#restOf?.officeName;
  }

  copy(): PlannedRow {
    const { row, sheet, outcome, student, isNew, values, numericFields } = this;
    const rest = this.#kept.rest(this.#index) ?? { verdict: null, findings: [] };
    const copy = { row, sheet, outcome, student, isNew, values, ...rest };
    return numericFields.length === 0 ? copy : { ...copy, numericFields };
  }

  get #restOf(): Rest | null {
    if (this.#rest === undefined) {
      this.#rest = this.#kept.rest(this.#index);
      if (this.#rest) Object.freeze(this.#rest.findings);
    }
    return this.#rest;
  }
}
