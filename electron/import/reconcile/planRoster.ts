import {
  emptyStudentValues,
  type PartialStudentValues,
  STUDENT_FIELDS,
  type StudentField,
  type StudentValues,
} from '../../../shared/domain/studentFields.ts';
import type { ParsedRow } from '../createRowReader.ts';
import { makeFinding } from '../validate/makeFinding.ts';
import { DuplicatesInFile } from './duplicatesInFile.ts';
import { type FindByKey, matchStudent, type StudentMatch } from './matchStudent.ts';
import { type PlannedRow, rowSeenFrom } from './plannedRow.ts';

/** What planning reads of the store; all of it at one baseline. */
export interface RosterStore {
  find: FindByKey;
  /** What this source said of a student before; null: nothing. */
  record(studentN: number): PartialStudentValues | null;
  /** The id of a new student with these keys; the same keys give the same id on every computer. */
  newId(values: PartialStudentValues): string;
}

/** Plans the rows of a roster one after the other; `end` settles what only the whole file can tell. */
export class RosterPlanner {
  readonly rows: PlannedRow[] = [];
  readonly changedFields = new Map<string, number>();
  readonly #store: RosterStore;
  readonly #duplicates = new DuplicatesInFile();
  /** Rows that are about a known student, in the order of the file. */
  readonly #knownRows: { planned: PlannedRow; n: number }[] = [];
  /** Known students whom only an ambiguous row names. */
  readonly #doubtful = new Set<number>();

  constructor(store: RosterStore) {
    this.#store = store;
  }

  add(parsed: ParsedRow): PlannedRow {
    const planned: PlannedRow = {
      row: parsed.row,
      sheet: parsed.sheet ?? null,
      outcome: parsed.kind === 'data' ? 'created' : 'dropped',
      student: null,
      isNew: false,
      values: saidValues(parsed.values),
      verdict: null,
      findings: parsed.findings,
    };
    this.rows.push(planned);
    if (parsed.kind !== 'data') return planned;
    if (!parsed.identified) {
      planned.outcome = 'rejected';
      return planned;
    }
    if (!this.#duplicates.admit(planned)) return planned;
    this.#match(planned);
    return planned;
  }

  #match(planned: PlannedRow): void {
    const match = matchStudent(planned.row, planned.values, this.#store.find);
    if (match.kind === 'unknown') {
      planned.isNew = true;
      planned.student = this.#store.newId(planned.values);
      return;
    }
    this.#settle(planned, match);
  }

  /** With the keys that later rows brought, a row may turn out to be about somebody else, or about two. */
  #matchAgain(planned: PlannedRow): void {
    if (planned.outcome === 'ambiguous') return;
    const match = matchStudent(planned.row, planned.values, this.#store.find);
    if (match.kind === 'unknown') return;
    if (match.kind === 'known' && match.student.id === planned.student) return;
    planned.isNew = false;
    this.#settle(planned, match);
  }

  #settle(planned: PlannedRow, match: Exclude<StudentMatch, { kind: 'unknown' }>): void {
    planned.findings.push(...match.findings);
    planned.student = match.student?.id ?? null;
    if (match.kind === 'ambiguous') {
      planned.outcome = 'ambiguous';
      if (match.student) this.#doubtful.add(match.student.n);
      return;
    }
    planned.outcome = 'unchanged';
    this.#knownRows.push({ planned, n: match.student.n });
  }

  /**
   * Compares what rows say of known students with what the source said before. Done at the end, because a
   * later row may still have filled blanks of an earlier one, or contradicted it. Returns how many students of
   * whom the source spoke before the file names, however it names them.
   */
  end(): { namedBefore: number } {
    for (const planned of this.#duplicates.end()) this.#matchAgain(planned);
    const claims = new Map<number, PlannedRow>();
    for (const { planned, n } of this.#knownRows) {
      const other = claims.get(n);
      if (other === undefined) claims.set(n, planned);
      else if (other !== planned) claimTwice(planned, other);
    }
    let namedBefore = 0;
    for (const [n, planned] of claims) {
      const before = this.#store.record(n);
      if (before) namedBefore++;
      if (planned.outcome === 'rejected' || planned.outcome === 'ambiguous') continue;
      for (const field of changedFieldsOf(before, planned.values)) {
        planned.outcome = 'updated';
        this.changedFields.set(field, (this.changedFields.get(field) ?? 0) + 1);
      }
    }
    for (const n of this.#doubtful) if (!claims.has(n) && this.#store.record(n)) namedBefore++;
    this.#duplicates.shareOutcomes();
    return { namedBefore };
  }
}

/** Two rows of the file with no key in common lead to one student: neither is taken. */
function claimTwice(planned: PlannedRow, other: PlannedRow): void {
  for (const [one, twin] of [
    [planned, other],
    [other, planned],
  ] as const) {
    if (one.outcome === 'rejected') continue;
    one.outcome = 'ambiguous';
    if (one.findings.some((finding) => finding.code === 'AMBIGUOUS_MATCH')) continue;
    one.findings.push(
      makeFinding('AMBIGUOUS_MATCH', {
        case: 'one-student-two-rows',
        row: one.row,
        value: one.values.name ?? null,
        params: { other: rowSeenFrom(one, twin) },
      }),
    );
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
