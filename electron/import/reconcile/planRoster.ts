import {
  emptyStudentValues,
  KEY_FIELDS,
  type PartialStudentValues,
  STUDENT_FIELDS,
  type StudentField,
  type StudentValues,
} from '../../../shared/domain/studentFields.ts';
import type { SuggestionKind } from '../../../shared/domain/suggestions.ts';
import type { ZeroField } from '../../../shared/domain/zeroFields.ts';
import type { ParsedRow } from '../createRowReader.ts';
import { isDistrustedNumber } from '../validate/columnWatch.ts';
import { makeFinding } from '../validate/makeFinding.ts';
import type { ZeroColumn } from '../validate/zeroWatch.ts';
import { DuplicatesInFile } from './duplicatesInFile.ts';
import { GrowingNumbers } from './growingNumbers.ts';
import { matchStudent, type StudentMatch } from './matchStudent.ts';
import { noteMatch } from './noteMatch.ts';
import {
  type ClassNames,
  isShortBy,
  offerClassZeros,
  offerLeadingZeros,
  offerNumber,
} from './offerLeadingZeros.ts';
import { offerWholeNumber } from './offerWholeNumber.ts';
import { type OfferStore, type PlannedRow, rowSeenFrom } from './plannedRow.ts';
import { PlannedRows } from './plannedRows.ts';
import { type SaidName, suggestedName, wholeNameFinding } from './suggestedName.ts';
import { isTaken, type TakenSuggestions, takeAllOf } from './takenSuggestions.ts';
import { TextIndex } from './textIndex.ts';

/** What planning reads of the store; all of it at one baseline. */
export interface RosterStore extends OfferStore, ClassNames {
  /** What this source said of a student before; null: nothing. */
  record(studentN: number): PartialStudentValues | null;
  /** What staff said the name is; null: nothing. */
  officeName(studentN: number): string | null;
  /** By student, names by other sources that are shorter than the one in use: where that may have characters taken apart. */
  shorterNames(): ReadonlyMap<number, readonly SaidName[]>;
  /** The id of a new student with these keys; the same keys give the same id on every computer. */
  newId(values: PartialStudentValues): string;
}

/** Plans the rows of a roster one after the other; `end` settles what only the whole file can tell. */
export class RosterPlanner {
  readonly rows: PlannedRows;
  readonly changedFields = new Map<string, number>();
  readonly #store: RosterStore;
  readonly #taken: TakenSuggestions;
  readonly #duplicates: DuplicatesInFile;
  /** By row the number of the known student whom it is about; 0: it is about none. */
  readonly #known = new GrowingNumbers();
  /** Known students whom only an ambiguous row names. */
  readonly #doubtful = new Set<number>();

  constructor(
    store: RosterStore,
    taken: TakenSuggestions = takeAllOf(),
    rows: PlannedRows = new PlannedRows(),
  ) {
    this.rows = rows;
    this.#duplicates = new DuplicatesInFile(rows);
    this.#store = store;
    this.#taken = taken;
  }

  /** The row may be looked at until the next one is added. */
  add(parsed: ParsedRow): PlannedRow {
    const planned: PlannedRow & { values: StudentValues } = {
      row: parsed.row,
      sheet: parsed.sheet ?? null,
      outcome: parsed.kind === 'data' ? 'created' : 'dropped',
      student: null,
      isNew: false,
      values: saidValues(parsed.values),
      verdict: null,
      findings: parsed.findings,
      ...(parsed.numericFields === undefined ? {} : { numericFields: parsed.numericFields }),
    };
    const at = this.rows.push(planned);
    if (parsed.kind !== 'data') return planned;
    const isShort = offerLeadingZeros(planned, this.#store, this.#takes('leadingZeros', planned));
    offerClassZeros(planned, this.#store, this.#takes('leadingZeros', planned));
    const isFound = offerWholeNumber(planned, this.#store, this.#takes('lostDigits', planned));
    if (!parsed.identified && !isFound) {
      planned.outcome = 'rejected';
      return planned;
    }
    if (isShort && !this.#hasKey(planned)) return planned;
    if (!this.#duplicates.admit(planned, at)) return planned;
    this.#match(planned, at);
    return planned;
  }

  #takes(kind: SuggestionKind, planned: PlannedRow): boolean {
    return isTaken(this.#taken, kind, planned);
  }

  /** Rejects the row where what was held back leaves nothing to identify it by. */
  #hasKey(planned: PlannedRow): boolean {
    if (KEY_FIELDS.some((field) => planned.values[field])) return true;
    planned.outcome = 'rejected';
    planned.findings.push(makeFinding('REQUIRED_MISSING', { case: 'key', row: planned.row }));
    return false;
  }

  #match(planned: PlannedRow, at: number): void {
    const match = matchStudent(planned.row, planned.values, this.#store.find);
    if (match.kind === 'unknown') {
      planned.isNew = true;
      planned.student = this.#store.newId(planned.values);
      return;
    }
    this.#settle(planned, at, match);
  }

  /** With the keys that later rows brought, a row may turn out to be about somebody else, or about two. */
  #matchAgain(at: number): void {
    const { outcome, row, values, student } = this.rows.at(at);
    if (outcome === 'ambiguous') return;
    const match = matchStudent(row, values, this.#store.find);
    if (match.kind === 'unknown') return;
    if (match.kind === 'known' && match.student.id === student) return;
    this.rows.change(at, (planned) => {
      planned.isNew = false;
      this.#settle(planned, at, match);
    });
  }

  #settle(planned: PlannedRow, at: number, match: Exclude<StudentMatch, { kind: 'unknown' }>): void {
    const student = noteMatch(planned, match);
    if (student === null) {
      if (match.student) this.#doubtful.add(match.student.n);
      return;
    }
    planned.outcome = 'unchanged';
    this.#known.set(at, student.n);
  }

  /**
   * `distrusted` is the heading of a column so full of rounded numbers that those which end alike can't be trusted,
   * `zeros` are columns whose numbers lack zeros. Compares what rows say of known students with what the source said before. Done at the end, because a
   * later row may still have filled blanks of an earlier one, or contradicted it. Returns how many students of
   * whom the source spoke before the file names, however it names them.
   */
  end(
    distrusted: string | null = null,
    zeros: readonly ZeroColumn[] = [],
  ): { namedBefore: number; named: Iterable<number> } {
    if (distrusted !== null) this.#holdBackRounded(distrusted);
    for (const column of zeros) {
      if (column.field === 'className') this.#holdBackShortClasses(column);
      else this.#holdBackShort(column.field, column);
    }
    for (const at of this.#duplicates.end()) this.#matchAgain(at);
    /** By student the index of the row that is about them, plus one. */
    const claims = new GrowingNumbers();
    for (let at = 0; at < this.rows.length; at++) {
      const n = this.#known.get(at);
      if (n === 0) continue;
      const other = claims.get(n);
      if (other === 0) claims.set(n, at + 1);
      else claimTwice(this.rows, at, other - 1);
    }
    let namedBefore = 0;
    for (let n = 1; n < claims.room; n++) {
      const claim = claims.get(n);
      if (claim === 0) continue;
      const before = this.#store.record(n);
      if (before) namedBefore++;
      const planned = this.rows.at(claim - 1);
      if (planned.outcome === 'rejected' || planned.outcome === 'ambiguous') continue;
      for (const field of changedFieldsOf(before, planned.values)) {
        planned.outcome = 'updated';
        this.changedFields.set(field, (this.changedFields.get(field) ?? 0) + 1);
      }
    }
    this.#correctNames();
    for (const n of this.#doubtful) if (claims.get(n) === 0 && this.#store.record(n)) namedBefore++;
    this.#duplicates.shareOutcomes();
    return { namedBefore, named: namedBy(claims, this.#doubtful) };
  }

  /** One rounded number in eleven still passes its check: in a damaged column the check proves nothing. */
  #holdBackRounded(column: string): void {
    for (let at = 0; at < this.rows.length; at++) {
      const seen = this.rows.at(at);
      const number = seen.values.idNumber;
      if (this.#isSettled(seen, at) || hasOffer(seen, 'idNumber') || !number || !isDistrustedNumber(number))
        continue;
      this.rows.change(at, (planned) => {
        planned.values.idNumber = null;
        planned.values.idType = null;
        const lost = { row: planned.row, column, field: 'idNumber', value: number };
        planned.findings.push(makeFinding('ID_DIGITS_LOST', { ...lost, case: 'distrusted' }));
        offerWholeNumber(planned, this.#store, this.#takes('lostDigits', planned));
        this.#matchAnew(planned, at);
      });
    }
  }

  /** A short 班号 of a column that lacks zeros: what it would be with them. Classes have many rows. */
  #holdBackShortClasses({ column, length }: ZeroColumn): void {
    for (let at = 0; at < this.rows.length; at++) {
      const seen = this.rows.at(at);
      const value = seen.values.className;
      if (!value || seen.outcome === 'rejected' || !seen.numericFields?.includes('className')) continue;
      if (!isShortBy(value, length) || this.#store.isClass(value)) continue;
      const number = value.padStart(length, '0');
      const offered = { field: 'className', value, number, by: null, source: null, column } as const;
      this.rows.change(at, (planned) => offerNumber(planned, offered, this.#takes('leadingZeros', planned)));
    }
  }

  /** A short number of a column that lacks zeros: what it would be with them, unless another row is that already. */
  #holdBackShort(field: Exclude<ZeroField, 'className'>, { column, length }: ZeroColumn): void {
    const numbers = new TextIndex((at, number) => this.rows.at(at).values[field] === number);
    for (let at = 0; at < this.rows.length; at++) {
      const number = this.rows.at(at).values[field];
      if (number && numbers.get(number) === undefined) numbers.add(number, at);
    }
    const given = new Set<string>();
    for (let at = 0; at < this.rows.length; at++) {
      const seen = this.rows.at(at);
      const value = seen.values[field];
      if (!value || this.#isSettled(seen, at) || !seen.numericFields?.includes(field)) continue;
      if (!isShortBy(value, length) || this.#store.find(field, value).length > 0) continue;
      const whole = value.padStart(length, '0');
      const number = given.has(whole) || numbers.get(whole) !== undefined ? null : whole;
      given.add(whole);
      this.rows.change(at, (planned) => {
        const take = this.#takes('leadingZeros', planned);
        offerNumber(planned, { field, value, number, by: null, source: null, column }, take);
        this.#matchAnew(planned, at);
      });
    }
  }

  /** A row that goes together with an earlier one, or is not taken at all, has been settled. */
  #isSettled(planned: PlannedRow, at: number): boolean {
    return planned.outcome === 'rejected' || (!planned.isNew && this.#known.get(at) === 0);
  }

  /** Who the row is about, by what is left of its numbers. */
  #matchAnew(planned: PlannedRow, at: number): void {
    this.#known.set(at, 0);
    planned.student = null;
    planned.isNew = false;
    if (!this.#hasKey(planned)) return;
    planned.outcome = 'created';
    this.#match(planned, at);
  }

  /** What the source says stays; the office's own word, unless there is one, becomes the right writing. */
  #correctNames(): void {
    this.#findSplitNames();
    for (let at = 0; at < this.rows.length; at++) {
      const { findings, outcome, isNew } = this.rows.at(at);
      if (findings.length === 0 || outcome === 'rejected' || outcome === 'ambiguous') continue;
      const corrected = suggestedName(findings);
      if (corrected === null) continue;
      const n = this.#known.get(at);
      if (n === 0 ? !isNew : this.#store.officeName(n) !== null) continue;
      this.rows.change(at, (planned) => this.#offerName(planned, corrected.name, corrected.by));
    }
  }

  /** A name of the file may be the one in use, and a third source know better. */
  #findSplitNames(): void {
    const shorter = this.#store.shorterNames();
    if (shorter.size === 0) return;
    for (let at = 0; at < this.rows.length; at++) {
      const names = shorter.get(this.#known.get(at));
      if (names === undefined) continue;
      const { row, values, outcome } = this.rows.at(at);
      if (!values.name || outcome === 'rejected' || outcome === 'ambiguous') continue;
      const finding = wholeNameFinding(row, values.name, names);
      if (finding === null) continue;
      this.rows.change(at, (planned) => {
        planned.findings = [...planned.findings.filter(({ code }) => code !== finding.code), finding];
      });
    }
  }

  #offerName(planned: PlannedRow, corrected: string, by: 'name' | null): void {
    const taken = this.#takes('names', planned);
    const from = planned.values.name ?? '';
    planned.offers ??= [];
    planned.offers.push({
      kind: 'names',
      field: 'name',
      from,
      to: corrected,
      by,
      source: null,
      taken,
    });
    if (!taken) return;
    planned.officeName = corrected;
    if (planned.outcome !== 'unchanged') return;
    planned.outcome = 'updated';
    this.changedFields.set('name', (this.changedFields.get('name') ?? 0) + 1);
  }
}

/** The known students whom the file names: those whom a row is about, and those in doubt. */
function* namedBy(claims: GrowingNumbers, doubtful: Iterable<number>): Generator<number, void, undefined> {
  for (let n = 1; n < claims.room; n++) if (claims.get(n) !== 0) yield n;
  yield* doubtful;
}

function hasOffer({ offers }: PlannedRow, field: StudentField): boolean {
  return offers?.some((offer) => offer.field === field) ?? false;
}

/** Two rows of the file with no key in common lead to one student: neither is taken. */
function claimTwice(rows: PlannedRows, at: number, otherAt: number): void {
  for (const [oneAt, twinAt] of [
    [at, otherAt],
    [otherAt, at],
  ] as const) {
    const twin = rows.at(twinAt);
    rows.change(oneAt, (one) => {
      if (one.outcome === 'rejected') return;
      one.outcome = 'ambiguous';
      if (one.findings.some((finding) => finding.code === 'AMBIGUOUS_MATCH')) return;
      one.findings.push(
        makeFinding('AMBIGUOUS_MATCH', {
          case: 'one-student-two-rows',
          row: one.row,
          value: one.values.name ?? null,
          params: { other: rowSeenFrom(one, twin) },
        }),
      );
    });
  }
}

/** The fields that a row would change; what it leaves empty it does not speak of. */
export function changedFieldsOf(
  before: PartialStudentValues | null,
  values: PartialStudentValues,
): StudentField[] {
  return (Object.keys(values) as StudentField[]).filter((field) => {
    const value = values[field] ?? null;
    return value !== null && value !== (before?.[field] ?? null);
  });
}

function saidValues(values: PartialStudentValues): StudentValues {
  const said = emptyStudentValues();
  for (const field of STUDENT_FIELDS) said[field] = values[field] ?? null;
  return said;
}
