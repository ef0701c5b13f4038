import type {
  BulkOffer,
  ComparedPair,
  ComparedPerson,
  MissingPerson,
  WorkItem,
} from '../../../shared/contract/reconcile.ts';
import { ALIAS_FIELDS } from '../../../shared/domain/comparedFields.ts';
import { isSafeInBulk } from '../../../shared/domain/differenceKind.ts';
import { differenceMarks } from '../../../shared/domain/differenceMarks.ts';
import { maskField } from '../../../shared/domain/mask.ts';
import type { FileSource, StudentField } from '../../../shared/domain/studentFields.ts';
import type { ComparedStudent, MissingStudent, ProbablePair } from '../../reconcile/Comparison.ts';
import type { SaidValues } from '../../reconcile/compareStudent.ts';
import type { Decisions } from '../../reconcile/Decisions.ts';
import type { Work } from '../../reconcile/listWork.ts';

/** What the window is told, masked. */

export function personOf(student: ComparedStudent): ComparedPerson {
  const { id, name, examNo, studentNo, idNumber, birthDate, college, sources } = student;
  return {
    student: id,
    name,
    examNo,
    studentNo,
    idNumber: maskField('idNumber', idNumber),
    birthDate,
    college,
    sources,
  };
}

export function missingPersonOf(student: MissingStudent): MissingPerson {
  return { ...personOf(student), explained: student.explained };
}

export function workItem({ student, difference, decided }: Work, decisions: Decisions): WorkItem {
  const { field, kind, values } = difference;
  const speaking = student.sources.filter((source) => values[source] !== undefined);
  const found = differenceMarks(speaking.map((source) => values[source]!));
  const marks = Object.fromEntries(speaking.map((source, index) => [source, found[index]!]));
  const { state, decision } = decided;
  return {
    ...personOf(student),
    field,
    kind,
    values: maskedValues(field, values),
    marks,
    staffWord: maskField(field, decisions.staffWord(student.id, field)),
    state,
    decision: decision && {
      ...decision,
      before: decision.before && maskedValues(field, decision.before),
    },
  };
}

function maskedValues(field: StudentField, values: SaidValues): WorkItem['values'] {
  const masked: WorkItem['values'] = {};
  for (const [source, value] of Object.entries(values) as [FileSource, string][]) {
    masked[source] = maskField(field, value) ?? '';
  }
  return masked;
}

export function pairItem({ one, other, because }: ProbablePair, decisions: Decisions): ComparedPair {
  const { state, decision } = decisions.ofPair(one.id, other.id);
  const { at, actor } = decision ?? { at: null, actor: null };
  return { one: personOf(one), other: personOf(other), because, state, at, actor };
}

/** What may be decided of all these at once: only one kind, only ways of writing, and of those only what is open. */
export function bulkOffer(work: readonly Work[]): BulkOffer | null {
  const open = work.filter(({ decided }) => decided.state !== 'decided');
  const [first] = open;
  if (!first || !isOneSafeKind(open)) return null;
  const hasAliases = open.every(({ difference }) => ALIAS_FIELDS.has(difference.field));
  return { count: open.length, decisions: ['accept', ...(hasAliases ? ['alias' as const] : []), 'ignore'] };
}

export function isOneSafeKind(work: readonly Work[]): boolean {
  const kind = work[0]?.difference.kind;
  return work.every(
    ({ difference }) => difference.kind === kind && isSafeInBulk(difference.kind, difference.field),
  );
}
