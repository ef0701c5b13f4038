import {
  emptyStudentValues,
  type PartialStudentValues,
  STUDENT_FIELDS,
  type StudentField,
  type StudentValues,
} from '../../../shared/domain/studentFields.ts';
import type { ParsedRow } from '../createRowReader.ts';
import { DuplicatesInFile } from './duplicatesInFile.ts';
import { type FindByKey, matchStudent } from './matchStudent.ts';
import type { PlannedRow } from './plannedRow.ts';

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
  /** Per known student the row that claims them: two rows with different keys may mean one student. */
  readonly #claimed = new Map<number, PlannedRow>();
  readonly #knownRows: { planned: PlannedRow; n: number }[] = [];

  constructor(store: RosterStore) {
    this.#store = store;
  }

  add(parsed: ParsedRow): PlannedRow {
    const planned: PlannedRow = {
      row: parsed.row,
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
    planned.findings.push(...match.findings);
    if (match.kind === 'ambiguous') {
      planned.outcome = 'ambiguous';
      planned.student = match.student?.id ?? null;
      return;
    }
    planned.student = match.student.id;
    planned.outcome = 'unchanged';
    const other = this.#claimed.get(match.student.n);
    if (other) {
      claimTwice(planned, other);
      return;
    }
    this.#claimed.set(match.student.n, planned);
    this.#knownRows.push({ planned, n: match.student.n });
  }

  /**
   * Compares what rows say of known students with what the source said before. Done at the end, because a
   * later row may still have filled blanks of an earlier one, or contradicted it.
   */
  end(): { namedBefore: number } {
    let namedBefore = 0;
    for (const { planned, n } of this.#knownRows) {
      const before = this.#store.record(n);
      if (before) namedBefore++;
      if (planned.outcome === 'rejected' || planned.outcome === 'ambiguous') continue;
      for (const field of changedFieldsOf(before, planned.values)) {
        planned.outcome = 'updated';
        this.changedFields.set(field, (this.changedFields.get(field) ?? 0) + 1);
      }
    }
    return { namedBefore };
  }
}

/** Two rows of the file with no key in common lead to one student: neither is taken. */
function claimTwice(planned: PlannedRow, other: PlannedRow): void {
  for (const [one, twin] of [
    [planned, other],
    [other, planned],
  ] as const) {
    one.outcome = 'ambiguous';
    if (one.findings.some((finding) => finding.code === 'AMBIGUOUS_MATCH')) continue;
    one.findings.push({
      code: 'AMBIGUOUS_MATCH',
      severity: 'block',
      row: one.row,
      column: null,
      field: null,
      value: one.values.name ?? null,
      suggestion: null,
      params: { case: 'one-student-two-rows', other: twin.row },
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
