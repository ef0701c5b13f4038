import type { WorkFilter } from '../../shared/contract/reconcile.ts';
import { DIFFERENCE_KINDS, type DifferenceKind } from '../../shared/domain/differenceKind.ts';
import { STUDENT_FIELDS, type StudentField } from '../../shared/domain/studentFields.ts';
import type { ComparisonResult, DifferingStudent } from './Comparison.ts';
import type { FieldDifference } from './compareStudent.ts';
import type { Decided, Decisions } from './Decisions.ts';

/** One difference with where it stands. */
export interface Work {
  student: DifferingStudent;
  difference: FieldDifference;
  decided: Decided;
}

/** Every difference of a comparison, and acceptances that are out of date, the gravest first, then in the order of the students. */
export function listWork(
  result: ComparisonResult,
  decisions: Pick<Decisions, 'of'>,
  outdated: readonly Work[] = [],
): Work[] {
  const work: Work[] = [...outdated];
  for (const student of result.differing) {
    for (const difference of student.differences) {
      work.push({ student, difference, decided: decisions.of(student.id, difference) });
    }
  }
  const weight = new Map(DIFFERENCE_KINDS.map((kind, index) => [kind, index]));
  return work.sort((one, other) => weight.get(other.difference.kind)! - weight.get(one.difference.kind)!);
}

export function filterWork(work: readonly Work[], filter: WorkFilter): Work[] {
  return work.filter((item) => passes(item, filter, null));
}

type Part = 'kinds' | 'fields' | 'colleges';

function passes({ student, difference, decided }: Work, filter: WorkFilter, but: Part | null): boolean {
  const allows = <Value>(part: Part | 'states', chosen: readonly Value[], value: Value) =>
    part === but || chosen.length === 0 || chosen.includes(value);
  return (
    allows('kinds', filter.kinds, difference.kind) &&
    allows('fields', filter.fields, difference.field) &&
    allows('colleges', filter.colleges, student.college) &&
    allows('states', filter.states, decided.state)
  );
}

export interface WorkCounts {
  kinds: { key: DifferenceKind; count: number }[];
  fields: { key: StudentField; count: number }[];
  colleges: { key: string; count: number }[];
}

/** How many each choice would show, the other filters as they are. */
export function countWork(work: readonly Work[], filter: WorkFilter): WorkCounts {
  const kinds = new Map<DifferenceKind, number>();
  const fields = new Map<StudentField, number>();
  const colleges = new Map<string, number>();
  const grow = <Key>(counts: Map<Key, number>, key: Key) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const item of work) {
    if (passes(item, filter, 'kinds')) grow(kinds, item.difference.kind);
    if (passes(item, filter, 'fields')) grow(fields, item.difference.field);
    if (passes(item, filter, 'colleges')) grow(colleges, item.student.college);
  }
  const listed = <Key>(counts: Map<Key, number>, order: readonly Key[]) =>
    order.flatMap((key) => (counts.has(key) ? [{ key, count: counts.get(key)! }] : []));
  return {
    kinds: listed(kinds, [...DIFFERENCE_KINDS].reverse()),
    fields: listed(fields, STUDENT_FIELDS),
    colleges: listed(colleges, [...colleges.keys()].sort()),
  };
}
