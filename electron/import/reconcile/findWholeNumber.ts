import { inspectIdNumber, isCheckRight, normalIdNumber } from '../../../shared/domain/idNumber.ts';
import { nameKey } from '../../../shared/domain/personName.ts';
import type { PartialStudentValues } from '../../../shared/domain/studentFields.ts';
import { type FindByKey, sameName } from './matchStudent.ts';

/** A student one of whose identity numbers, by any source, begins as asked. */
export interface NumberHolder {
  n: number;
  name: string | null;
  idNumber: string;
}

export type FindByIdPrefix = (prefix: string) => readonly NumberHolder[];

export type WholeNumber =
  | {
      kind: 'found';
      number: string;
      /** Whose it is. */
      n: number;
      /** What besides the fifteen digits shows whose number it is. */
      by: 'examNo' | 'studentNo' | 'name';
    }
  /** There is one, but the row itself says otherwise. */
  | { kind: 'contradicted'; by: 'birthDate' | 'gender' };

/**
 * The one number of which a spreadsheet can have left these fifteen digits in this row: sound, known of exactly one
 * student, who has the row's 学号 or 考生号 or, where the store knows neither, its name, and born when and of the
 * gender that the row says (domain notes §9). Null when there is none, or more than one, or another key or name
 * speaks against it.
 */
export function findWholeNumber(
  prefix: string,
  values: PartialStudentValues,
  findByIdPrefix: FindByIdPrefix,
  findByKey: FindByKey,
): WholeNumber | null {
  const holders = findByIdPrefix(prefix)
    .map((holder) => ({ ...holder, idNumber: normalIdNumber(holder.idNumber) }))
    .filter(({ idNumber }) => idNumber.startsWith(prefix) && isCheckRight(idNumber));
  if (holders.length === 0) return null;
  const named = { by: 'name' as 'examNo' | 'studentNo' | 'name', students: new Set<number>() };
  for (const field of ['studentNo', 'examNo'] as const) {
    const value = values[field];
    if (!value) continue;
    for (const { n } of findByKey(field, value)) {
      named.students.add(n);
      named.by = field;
    }
  }
  // Two keys of two students: whose number it is cannot be told.
  if (named.students.size > 1) return null;
  const theirs = holders.filter((holder) =>
    named.students.size === 1
      ? named.students.has(holder.n) && sameName(values.name, holder.name)
      : isNamed(values.name, holder.name),
  );
  const students = new Set(theirs.map(({ n }) => n));
  const numbers = new Set(theirs.map(({ idNumber }) => idNumber));
  if (students.size !== 1 || numbers.size !== 1) return null;
  const [{ n, idNumber: number }] = theirs as [NumberHolder];
  const against = contradictedBy(number, values);
  return against === null
    ? { kind: 'found', number, n, by: named.by }
    : { kind: 'contradicted', by: against };
}

/** What the row says of its holder that the number denies; what it leaves empty denies nothing. */
function contradictedBy(number: string, values: PartialStudentValues): 'birthDate' | 'gender' | null {
  const { birthDate, gender } = inspectIdNumber(number, null);
  if (values.birthDate && birthDate !== null && values.birthDate !== birthDate) return 'birthDate';
  if (values.gender && gender !== null && values.gender !== gender) return 'gender';
  return null;
}

/** Without a key in common the names must both be there and be equal. */
export function isNamed(one: string | null | undefined, other: string | null): boolean {
  return Boolean(one) && Boolean(other) && nameKey(one!) === nameKey(other!);
}
