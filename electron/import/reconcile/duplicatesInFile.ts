import { keyForm } from '../../../shared/domain/keyForm.ts';
import {
  KEY_FIELDS,
  type PartialStudentValues,
  type StudentField,
} from '../../../shared/domain/studentFields.ts';
import { makeFinding } from '../validate/makeFinding.ts';
import { sameName } from './matchStudent.ts';
import type { PlannedRow } from './plannedRow.ts';

/**
 * Rows of one file that claim the same key. The very same row again is taken once and told; rows that fill each
 * other's blanks are taken together and told; rows that contradict each other are both rejected, because taking
 * either would be a choice made for the person. Pure but for what it remembers of the rows it has seen.
 */
export class DuplicatesInFile {
  readonly #seen = {
    examNo: new Map<string, PlannedRow>(),
    studentNo: new Map<string, PlannedRow>(),
    idNumber: new Map<string, PlannedRow>(),
  };

  /** True when the row goes on by itself; false when it is settled here. */
  admit(row: PlannedRow): boolean {
    let admitted = true;
    for (const field of KEY_FIELDS) {
      const form = keyForm(row.values[field]);
      if (form === null) continue;
      const seen = this.#seen[field];
      const first = seen.get(form);
      if (!first) {
        seen.set(form, row);
        continue;
      }
      if (first === row || row.outcome === 'rejected') continue;
      admitted = false;
      this.#settle(first, row, field, row.values[field]!);
    }
    return admitted;
  }

  #settle(first: PlannedRow, row: PlannedRow, field: (typeof KEY_FIELDS)[number], value: string): void {
    const contradiction = contradictingField(first.values, row.values);
    if (contradiction === null) {
      Object.assign(first.values, withoutBlanks(row.values, first.values));
      row.outcome = 'unchanged';
      row.student = first.student;
      if (
        row.findings.some(({ code, params }) => code === 'DUPLICATE_IN_FILE' && params?.other === first.row)
      )
        return;
      row.findings.push(
        makeFinding('DUPLICATE_IN_FILE', {
          case: 'same',
          row: row.row,
          field,
          value,
          params: { other: first.row },
        }),
      );
      return;
    }
    for (const [one, other] of [
      [first, row],
      [row, first],
    ] as const) {
      one.outcome = 'rejected';
      one.student = null;
      if (
        one.findings.some((finding) => finding.code === 'DUPLICATE_IN_FILE' && finding.severity === 'block')
      )
        continue;
      one.findings.push(
        makeFinding('DUPLICATE_IN_FILE', {
          row: one.row,
          field,
          value,
          params: { other: other.row, differing: contradiction },
        }),
      );
      if (contradiction === 'name' && field === 'idNumber') {
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
  }
}

function contradictingField(one: PartialStudentValues, other: PartialStudentValues): StudentField | null {
  if (!sameName(one.name, other.name)) return 'name';
  for (const field of Object.keys(other) as StudentField[]) {
    const mine = one[field];
    const theirs = other[field];
    if (mine === undefined || mine === null || theirs === undefined || theirs === null) continue;
    if (mine !== theirs) return field;
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
