import { keyForm } from '../../../shared/domain/keyForm.ts';
import {
  KEY_FIELDS,
  type KeyField,
  type PartialStudentValues,
  STUDENT_FIELDS,
  type StudentField,
} from '../../../shared/domain/studentFields.ts';
import { makeFinding } from '../validate/makeFinding.ts';
import { GrowingNumbers } from './growingNumbers.ts';
import { sameName, splitParts } from './matchStudent.ts';
import { type PlannedRow, rowSeenFrom } from './plannedRow.ts';
import type { PlannedRows } from './plannedRows.ts';
import { RowGroups } from './rowGroups.ts';
import { TextIndex } from './textIndex.ts';

/** In the marks of a group: on which field two of its rows differ, its number plus one; then none of them is taken. */
const CONTRADICTION = 0xff;
/** In the marks of a group: a later row brought a key that the first did not have. */
const KEYS_GREW = 0x100;

/**
 * Rows of one file that claim the same key. The very same row again is taken once and told; rows that fill each
 * other's blanks are taken together, as the first of them, and told; rows that contradict each other are all
 * rejected, because taking one would be a choice made for the person; so are rows that join two students of whom
 * the file spoke apart. Pure but for what it remembers of the rows it has seen: some numbers for each of them.
 */
export class DuplicatesInFile {
  readonly #rows: PlannedRows;
  /** By key the first row that has it. */
  readonly #seen: Record<KeyField, TextIndex>;
  /** By row the earlier one with which it was taken together, plus one. */
  readonly #owners = new GrowingNumbers();
  /**
   * Rows that claim a key of one another are a group, told by its first row, with marks. A group that contradicts
   * itself needs its later rows no more, so that a row which joins two of them is the last of both.
   */
  readonly #groups = new RowGroups();
  readonly #marks = new GrowingNumbers();

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
        const owner = this.#owners.get(holder);
        const seen = owner === 0 ? holder : owner - 1;
        first ??= seen;
        others ??= new Map();
        if (!others.has(seen)) others.set(seen, field);
      }
    }
    if (first === null || others === null) return true;
    for (const [owner, field] of others) this.#join(owner, row, at, field);
    if (others.size > 1) for (const [owner, field] of others) this.#rejectGroup(owner, field, field);
    this.#owners.set(at, first + 1);
    return false;
  }

  /**
   * What only the whole file can tell: rows that are taken together share what became of the first. Returns the
   * first rows that got keys from others and so have to be matched by them again.
   */
  *end(): Generator<number, void, undefined> {
    for (let first = 0; first < this.#marks.room; first++) {
      if (this.#marks.get(first) === KEYS_GREW) yield first;
    }
  }

  /** To be called when the outcomes of all first rows are known. */
  shareOutcomes(): void {
    for (const first of this.#groups.firsts()) {
      if (this.#contradictionOf(first) !== null) continue;
      const { outcome, student } = this.#rows.at(first);
      const isTaken = outcome !== 'ambiguous' && outcome !== 'rejected';
      for (const at of this.#groups.rows(first)) {
        if (at === first) continue;
        const row = this.#rows.at(at);
        row.student = student;
        row.outcome = isTaken ? 'unchanged' : outcome;
      }
    }
  }

  #contradictionOf(first: number): StudentField | null {
    const number = this.#marks.get(first) & CONTRADICTION;
    return number === 0 ? null : STUDENT_FIELDS[number - 1]!;
  }

  #join(firstAt: number, row: PlannedRow, at: number, field: KeyField): void {
    const first = this.#rows.at(firstAt);
    const known = this.#contradictionOf(firstAt);
    const values = first.values;
    const contradiction = contradictingField(values, row.values);
    if (known === null) this.#groups.append(firstAt, at);
    if (known === null && contradiction === null) {
      this.#takeTogether(firstAt, values, row, field);
      return;
    }
    if (known === null) this.#rejectGroup(firstAt, contradiction ?? field, field);
    else if (contradiction === null) this.#reject(at, known, field, this.#otherInGroup(at, firstAt, field));
    else this.#reject(at, known, field, this.#otherWith(field, row, firstAt));
    if (contradiction !== 'name' || field !== 'idNumber') return;
    if (splitParts(values.name, row.values.name) === null) this.#tellOtherName(firstAt, at, field);
  }

  #takeTogether(firstAt: number, known: PartialStudentValues, row: PlannedRow, field: KeyField): void {
    const added = withoutBlanks(row.values, known);
    if (KEY_FIELDS.some((key) => added[key])) {
      this.#marks.set(firstAt, this.#marks.get(firstAt) | KEYS_GREW);
    }
    if (Object.keys(added).length > 0) {
      this.#rows.change(firstAt, (first) => {
        Object.assign(first.values, added);
      });
    }
    const first = this.#rows.at(firstAt);
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
  }

  /** None of the rows of the group is taken; those that come later are not either. */
  #rejectGroup(first: number, contradiction: StudentField, field: KeyField): void {
    if (this.#contradictionOf(first) !== null) return;
    this.#marks.set(first, this.#marks.get(first) | (STUDENT_FIELDS.indexOf(contradiction) + 1));
    for (const at of this.#groups.rows(first)) {
      this.#reject(at, contradiction, field, this.#otherInGroup(at, first, field));
    }
  }

  /** A row of the group that has the same key: the last one, by which it came to contradict itself, or any other. */
  #otherInGroup(at: number, first: number, field: KeyField): number {
    const form = keyForm(this.#rows.at(at).values[field]);
    const isSame = (each: number) => each !== at && keyForm(this.#rows.at(each).values[field]) === form;
    const last = this.#groups.last(first);
    if (isSame(last)) return last;
    for (const each of this.#groups.rows(first)) if (isSame(each)) return each;
    return first;
  }

  #reject(at: number, contradiction: StudentField, field: KeyField, otherAt: number): void {
    const other = this.#rows.at(otherAt);
    this.#rows.change(at, (one) => {
      one.outcome = 'rejected';
      one.student = null;
      const duplicates = one.findings.filter(({ code }) => code === 'DUPLICATE_IN_FILE');
      if (duplicates.some(({ severity }) => severity === 'block')) return;
      // That it counts once is no longer true.
      if (duplicates.length > 0) one.findings = one.findings.filter((each) => !duplicates.includes(each));
      const split = contradiction === 'name' ? splitParts(one.values.name, other.values.name) : null;
      const also = split === null ? {} : { parts: split.parts, whole: split.whole };
      one.findings.push(
        makeFinding('DUPLICATE_IN_FILE', {
          case: split === null ? null : 'split',
          row: one.row,
          field,
          value: one.values[field] ?? null,
          params: { other: rowSeenFrom(one, other), differing: contradiction, ...also },
        }),
      );
    });
  }

  /** The first row of the group that has the same key as this one, which just came to it by that. */
  #otherWith(field: KeyField, row: PlannedRow, first: number): number {
    const form = keyForm(row.values[field])!;
    // By now the first one may have a key that another brought.
    if (keyForm(this.#rows.at(first).values[field]) === form) return first;
    return this.#seen[field].get(form) ?? first;
  }

  #tellOtherName(firstAt: number, at: number, field: KeyField): void {
    for (const [oneAt, otherAt] of [
      [firstAt, at],
      [at, firstAt],
    ] as const) {
      const one = this.#rows.at(oneAt);
      if (one.findings.some(({ code }) => code === 'SAME_ID_OTHER_NAME')) continue;
      const known = this.#rows.at(otherAt).values.name ?? '';
      const { row, values } = one;
      const params = { name: values.name ?? '', known, key: field };
      const finding = makeFinding('SAME_ID_OTHER_NAME', { row, field, value: values[field] ?? null, params });
      this.#rows.change(oneAt, ({ findings }) => {
        findings.push(finding);
      });
    }
  }
}

const KEYS: ReadonlySet<StudentField> = new Set(KEY_FIELDS);

/** A name that is the other with a character taken apart comes last: with nothing else, it is one student for certain. */
function contradictingField(one: PartialStudentValues, other: PartialStudentValues): StudentField | null {
  const isOtherName = !sameName(one.name, other.name);
  if (isOtherName && splitParts(one.name, other.name) === null) return 'name';
  for (const field of Object.keys(other) as StudentField[]) {
    const mine = one[field];
    const theirs = other[field];
    if (mine === undefined || mine === null || theirs === undefined || theirs === null) continue;
    if (mine === theirs || field === 'name') continue;
    // Two writings of one key are one key.
    if (!KEYS.has(field) || keyForm(mine) !== keyForm(theirs)) return field;
  }
  return isOtherName ? 'name' : null;
}

function withoutBlanks(values: PartialStudentValues, known: PartialStudentValues): PartialStudentValues {
  const added: PartialStudentValues = {};
  for (const field of Object.keys(values) as StudentField[]) {
    if ((known[field] ?? null) === null && values[field] !== null) added[field] = values[field]!;
  }
  return added;
}
