import type { DecisionKind } from '../../shared/contract/reconcile.ts';
import type { FileSource, PartialStudentValues, StudentField } from '../../shared/domain/studentFields.ts';
import type { DecideArgs } from '../changes/mutations/decide.ts';
import type { Decisions } from './Decisions.ts';
import { saidText } from './Decisions.ts';
import { aliasSubject } from './decisionSubject.ts';
import type { Work } from './listWork.ts';

/** Lists whose words a school has more than one of; a name or a number has no alias. */
export const ALIAS_FIELDS: ReadonlySet<StudentField> = new Set<StudentField>([
  'collegeName',
  'majorName',
  'ethnicity',
  'level',
  'mode',
  'registrationStatus',
  'cultivation',
  'duration',
]);

export interface PlannedDecisions {
  decide: DecideArgs['decisions'];
  /** What staff say from now on, by student; null withdraws what an earlier decision had made them say. */
  words: Map<string, PartialStudentValues>;
}

/**
 * What a decision about some differences writes. An accepted word becomes staff's own, so that the value in use and
 * every verification follow as from any edit; a decision that takes the place of an acceptance withdraws it.
 * A source that says nothing of the field can't be accepted: such work is left out.
 */
export function planDecisions(
  work: readonly Work[],
  decisions: Pick<Decisions, 'staffWord'>,
  by: { kind: DecisionKind; accept: FileSource | null; at: number; actor: string },
): PlannedDecisions {
  const decide: DecideArgs['decisions'] = [];
  const words: PlannedDecisions['words'] = new Map();
  const aliases = new Set<string>();
  for (const { student, difference, decided } of work) {
    const { field, values } = difference;
    const accepted = by.kind === 'accept' && by.accept ? values[by.accept] : undefined;
    if (by.kind === 'accept' && accepted === undefined) continue;
    const common = { kind: by.kind, source: by.accept, at: by.at, actor: by.actor };
    if (by.kind === 'alias') {
      if (!ALIAS_FIELDS.has(field)) continue;
      for (const [one, other] of pairsOf(Object.values(values))) {
        const subject = aliasSubject(one, other);
        if (aliases.has(`${subject}/${field}`)) continue;
        aliases.add(`${subject}/${field}`);
        decide.push({ subject, field, values: { ...common, said: JSON.stringify([one, other].sort()) } });
      }
    }
    decide.push({ subject: student.id, field, values: { ...common, said: saidText(values) } });
    const word = accepted ?? withdrawn(decided.decision, decisions.staffWord(student.id, field));
    if (word !== undefined) words.set(student.id, { ...words.get(student.id), [field]: word });
  }
  return { decide, words };
}

function withdrawn(before: Work['decided']['decision'], word: string | null): null | undefined {
  return before?.kind === 'accept' && word !== null ? null : undefined;
}

function pairsOf(values: readonly string[]): [string, string][] {
  const said = [...new Set(values)];
  return said.flatMap((one, index) => said.slice(index + 1).map((other): [string, string] => [one, other]));
}
