import { keyForm } from '../../../shared/domain/keyForm.ts';
import {
  KEY_FIELDS,
  type KeyField,
  type PartialStudentValues,
  type StudentField,
} from '../../../shared/domain/studentFields.ts';
import { makeFinding } from '../validate/makeFinding.ts';
import { sameName } from './matchStudent.ts';
import { type PlannedRow, rowSeenFrom } from './plannedRow.ts';
import type { PlannedRows } from './plannedRows.ts';
import { TextIndex } from './textIndex.ts';

/** Rows that claim a key of one another, the first of them first. */
interface Group {
  rows: PlannedRow[];
  /** The field on which two of them differ: then none of them is taken. */
  contradiction: StudentField | null;
  /** A later row brought a key that the first did not have. */
  keysGrew: boolean;
}

/**
 * Rows of one file that claim the same key. The very same row again is taken once and told; rows that fill each
 * other's blanks are taken together, as the first of them, and told; rows that contradict each other are all
 * rejected, because taking one would be a choice made for the person; so are rows that join two students of whom
 * the file spoke apart. Pure but for what it remembers of the rows it has seen.
 */
export class DuplicatesInFile {
  readonly #rows: PlannedRows;
  /** By key the first row that has it. */
  readonly #seen: Record<KeyField, TextIndex>;
  /** By row the earlier one with which it was taken together. */
  readonly #owners = new Map<number, number>();
  /** By first row, of those that were claimed again. */
  readonly #groups = new Map<number, Group>();

  constructor(rows: PlannedRows) {
    this.#rows = rows;
    const indexOf = (field: KeyField) =>
      new TextIndex((at, form) => keyForm(rows.at(at).values[field]) === form);
    this.#seen = {
      examNo: indexOf('examNo'),
      studentNo: indexOf('studentNo'),
      idNumber: indexOf('idNumber'),
    };
  }

  /** True when the row, the newest, goes on by itself; false when it belongs to an earlier one. */
  admit(row: PlannedRow, at: number): boolean {
    let first: number | null = null;
    let others: Map<number, KeyField> | null = null;
    for (const field of KEY_FIELDS) {
      const form = keyForm(row.values[field]);
      if (form === null) continue;
      const holder = this.#seen[field].get(form);
      if (holder === undefined) this.#seen[field].add(form, at);
      else {
        const seen = this.#owners.get(holder) ?? holder;
        first ??= seen;
        others ??= new Map();
        if (!others.has(seen)) others.set(seen, field);
      }
    }
    if (first === null || others === null) return true;
    for (const [owner, field] of others) this.#join(owner, row, field);
    if (others.size > 1) for (const [owner, field] of others) this.#reject(owner, field);
    this.#owners.set(at, first);
    return false;
  }

  /**
   * What only the whole file can tell: rows that are taken together share what became of the first. Returns the
   * first rows that got keys from others and so have to be matched by them again.
   */
  end(): number[] {
    return [...this.#groups].flatMap(([first, { contradiction, keysGrew }]) =>
      contradiction === null && keysGrew ? [first] : [],
    );
  }

  /** To be called when the outcomes of all first rows are known. */
  shareOutcomes(): void {
    for (const { rows, contradiction } of this.#groups.values()) {
      if (contradiction !== null) continue;
      const [first] = rows as [PlannedRow];
      const isTaken = first.outcome !== 'ambiguous' && first.outcome !== 'rejected';
      for (const row of rows.slice(1)) {
        row.student = first.student;
        row.outcome = isTaken ? 'unchanged' : first.outcome;
      }
    }
  }

  #join(at: number, row: PlannedRow, field: KeyField): void {
    const first = this.#rows.live(at);
    const group = this.#groups.get(at) ?? { rows: [first], contradiction: null, keysGrew: false };
    this.#groups.set(at, group);
    group.rows.push(row);
    const contradiction = contradictingField(first.values, row.values);
    if (group.contradiction === null && contradiction === null) {
      group.keysGrew ||= KEY_FIELDS.some((key) => row.values[key] && !first.values[key]);
      Object.assign(first.values, withoutBlanks(row.values, first.values));
      row.outcome = 'unchanged';
      row.student = first.student;
      row.findings.push(
        makeFinding('DUPLICATE_IN_FILE', {
          case: 'same',
          row: row.row,
          field,
          value: row.values[field] ?? null,
          params: { other: rowSeenFrom(row, first) },
        }),
      );
      return;
    }
    group.contradiction ??= contradiction;
    this.#reject(at, field);
    if (contradiction === 'name' && field === 'idNumber') tellOtherName(first, row, field);
  }

  /** None of the rows of the group is taken. */
  #reject(at: number, field: KeyField): void {
    const group = this.#groups.get(at)!;
    const [first] = group.rows as [PlannedRow];
    group.contradiction ??= field;
    for (const one of group.rows) {
      one.outcome = 'rejected';
      one.student = null;
      const duplicates = one.findings.filter(({ code }) => code === 'DUPLICATE_IN_FILE');
      if (duplicates.some(({ severity }) => severity === 'block')) continue;
      // That it counts once is no longer true.
      if (duplicates.length > 0) one.findings = one.findings.filter((each) => !duplicates.includes(each));
      const form = keyForm(one.values[field]);
      const other = group.rows.find((each) => each !== one && keyForm(each.values[field]) === form) ?? first;
      one.findings.push(
        makeFinding('DUPLICATE_IN_FILE', {
          row: one.row,
          field,
          value: one.values[field] ?? null,
          params: { other: rowSeenFrom(one, other), differing: group.contradiction },
        }),
      );
    }
  }
}

function tellOtherName(first: PlannedRow, row: PlannedRow, field: KeyField): void {
  for (const [one, other] of [
    [first, row],
    [row, first],
  ] as const) {
    if (one.findings.some(({ code }) => code === 'SAME_ID_OTHER_NAME')) continue;
    one.findings.push(
      makeFinding('SAME_ID_OTHER_NAME', {
        row: one.row,
        field,
        value: one.values.name ?? null,
        params: { name: one.values.name ?? '', known: other.values.name ?? '', key: field },
      }),
    );
  }
}

const KEYS: ReadonlySet<StudentField> = new Set(KEY_FIELDS);

function contradictingField(one: PartialStudentValues, other: PartialStudentValues): StudentField | null {
  if (!sameName(one.name, other.name)) return 'name';
  for (const field of Object.keys(other) as StudentField[]) {
    const mine = one[field];
    const theirs = other[field];
    if (mine === undefined || mine === null || theirs === undefined || theirs === null) continue;
    if (mine === theirs) continue;
    // Two writings of one key are one key.
    if (!KEYS.has(field) || keyForm(mine) !== keyForm(theirs)) return field;
  }
  return null;
}

function withoutBlanks(values: PartialStudentValues, known: PartialStudentValues): PartialStudentValues {
  const added: PartialStudentValues = {};
  for (const field of Object.keys(values) as StudentField[]) {
    if ((known[field] ?? null) === null && values[field] !== null) added[field] = values[field]!;
  }
  return added;
}
