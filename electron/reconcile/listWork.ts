import { DECIDED_WAYS, type DecidedWay, type WorkFilter } from '../../shared/contract/reconcile.ts';
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
  return gravestFirst(work);
}

/** The same list after some decisions: what is decided of these students, and their acceptances that are out of date. */
export function followWork(
  work: readonly Work[],
  decisions: Pick<Decisions, 'of'>,
  isTouched: (student: string) => boolean,
  outdated: readonly Work[],
): Work[] {
  const own: Work[] = [];
  for (const item of work) {
    const { student, difference } = item;
    if (!isTouched(student.id)) own.push(item);
    else if (!isOutdated(item)) own.push({ ...item, decided: decisions.of(student.id, difference) });
  }
  return outdated.length === 0 ? own : gravestFirst([...outdated, ...own]);
}

/** It is nothing that a comparison finds. */
export function isOutdated({ student }: Work): boolean {
  return student.differences.length === 0;
}

function gravestFirst(work: Work[]): Work[] {
  return work.sort((one, other) => WEIGHT.get(other.difference.kind)! - WEIGHT.get(one.difference.kind)!);
}
const WEIGHT = new Map(DIFFERENCE_KINDS.map((kind, index) => [kind, index]));

export function filterWork(work: readonly Work[], filter: WorkFilter): Work[] {
  const missed = misses(filter);
  return work.filter((item) => missed(item) === 0);
}

/** How it was decided, or had been before it came back; null: it never was. */
export function wayOf({ decided: { decision } }: Work): DecidedWay | null {
  if (decision === null || decision.kind === 'apart') return null;
  if (decision.kind !== 'accept') return decision.kind;
  return decision.source === null ? null : `accept:${decision.source}`;
}

const PARTS = { kinds: 1, fields: 2, colleges: 4, ways: 8, states: 16 };

/** Which parts of a filter an item does not pass, as bits: each is asked once, however many counts follow from it. */
function misses(filter: WorkFilter): (item: Work) => number {
  const kinds = new Set(filter.kinds);
  const fields = new Set(filter.fields);
  const colleges = new Set(filter.colleges);
  const states = new Set(filter.states);
  const ways = new Set<DecidedWay | null>(filter.ways);
  return (item) =>
    (kinds.size > 0 && !kinds.has(item.difference.kind) ? PARTS.kinds : 0) |
    (fields.size > 0 && !fields.has(item.difference.field) ? PARTS.fields : 0) |
    (colleges.size > 0 && !colleges.has(item.student.college) ? PARTS.colleges : 0) |
    (states.size > 0 && !states.has(item.decided.state) ? PARTS.states : 0) |
    (ways.size > 0 && !ways.has(wayOf(item)) ? PARTS.ways : 0);
}

export interface WorkCounts {
  kinds: { key: DifferenceKind; count: number }[];
  fields: { key: StudentField; count: number }[];
  colleges: { key: string; count: number }[];
  ways: { key: DecidedWay; count: number }[];
}

/** How many each choice would show, the other filters as they are. */
export function countWork(work: readonly Work[], filter: WorkFilter): WorkCounts {
  const kinds = new Map<DifferenceKind, number>();
  const fields = new Map<StudentField, number>();
  const colleges = new Map<string, number>();
  const ways = new Map<DecidedWay, number>();
  const grow = <Key>(counts: Map<Key, number>, key: Key) => counts.set(key, (counts.get(key) ?? 0) + 1);
  const missed = misses(filter);
  for (const item of work) {
    const parts = missed(item);
    if ((parts & ~PARTS.kinds) === 0) grow(kinds, item.difference.kind);
    if ((parts & ~PARTS.fields) === 0) grow(fields, item.difference.field);
    if ((parts & ~PARTS.colleges) === 0) grow(colleges, item.student.college);
    const way = (parts & ~PARTS.ways) === 0 ? wayOf(item) : null;
    if (way !== null) grow(ways, way);
  }
  const listed = <Key>(counts: Map<Key, number>, order: readonly Key[]) =>
    order.flatMap((key) => (counts.has(key) ? [{ key, count: counts.get(key)! }] : []));
  return {
    kinds: listed(kinds, [...DIFFERENCE_KINDS].reverse()),
    fields: listed(fields, STUDENT_FIELDS),
    colleges: listed(colleges, [...colleges.keys()].sort()),
    ways: listed(ways, DECIDED_WAYS),
  };
}
