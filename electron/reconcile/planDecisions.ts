import type { DecisionKind } from '../../shared/contract/reconcile.ts';
import { ALIAS_FIELDS } from '../../shared/domain/comparedFields.ts';
import {
  type FileSource,
  namesStudents,
  type PartialStudentValues,
  SOURCE_PRECEDENCE,
  type StudentField,
} from '../../shared/domain/studentFields.ts';
import { isWordField, type WordField, type WordMeanings } from '../../shared/domain/wordMeanings.ts';
import type { DecideArgs } from '../changes/mutations/decide.ts';
import type { SaveWordsArgs } from '../changes/mutations/saveWords.ts';
import type { SaidValues } from './compareStudent.ts';
import { aliasSubjects, type Decisions, saidText, wordPairs } from './Decisions.ts';
import { aliasSubject } from './decisionSubject.ts';
import type { Work } from './listWork.ts';

export interface PlannedDecisions {
  decide: DecideArgs['decisions'];
  /** What staff say from now on, by student; null withdraws what an earlier decision had made them say. */
  words: Map<string, PartialStudentValues>;
  /** What the dictionary learns, or forgets. */
  dictionary: SaveWordsArgs['words'];
  /** How many of the differences it decides. */
  decided: number;
}

/**
 * What a decision about some differences writes. An accepted word becomes staff's own, so that the value in use and
 * every verification follow as from any edit; a decision that takes the place of an acceptance withdraws it.
 * A source that says nothing of the field can't be accepted, and a name has no alias: such work is left out.
 */
export function planDecisions(
  work: readonly Work[],
  decisions: Pick<Decisions, 'staffWord'>,
  by: { kind: DecisionKind; accept: FileSource | null; at: number; actor: string },
): PlannedDecisions {
  const planned: PlannedDecisions = { decide: [], words: new Map(), dictionary: [], decided: 0 };
  const aliases = new Set<string>();
  for (const { student, difference, decided } of work) {
    const { field, values } = difference;
    const accepted = by.kind === 'accept' && by.accept ? values[by.accept] : undefined;
    if (by.kind === 'accept' && accepted === undefined) continue;
    const common = { kind: by.kind, source: by.accept, at: by.at, actor: by.actor };
    if (by.kind === 'alias') {
      if (!ALIAS_FIELDS.has(field)) continue;
      for (const [one, other] of wordPairs(Object.values(values))) {
        const subject = aliasSubject(one, other);
        if (aliases.has(`${subject}/${field}`)) continue;
        aliases.add(`${subject}/${field}`);
        const said = JSON.stringify([one, other].sort());
        planned.decide.push({ subject, field, values: { ...common, said } });
        if (isWordField(field)) planned.dictionary.push(learned(field, values, one, other));
      }
    }
    planned.decided++;
    planned.decide.push({ subject: student.id, field, values: { ...common, said: saidText(values) } });
    const word = accepted ?? withdrawn(decided.decision, decisions.staffWord(student.id, field));
    if (word !== undefined) addWord(planned.words, student.id, field, word);
  }
  return planned;
}

/**
 * What taking decisions back writes: the differences are open again, an accepted word is staff's no longer, and of an
 * alias that was said once for all everything that rested on it comes back. What staff said by themselves stays.
 */
export function planReopening(
  work: readonly Work[],
  decisions: Pick<Decisions, 'staffWord' | 'has' | 'meanings'>,
): PlannedDecisions {
  const planned: PlannedDecisions = { decide: [], words: new Map(), dictionary: [], decided: 0 };
  const taken = new Set<string>();
  const takeBack = (subject: string, field: StudentField) => {
    if (taken.has(`${subject}/${field}`) || !decisions.has(subject, field)) return;
    taken.add(`${subject}/${field}`);
    planned.decide.push({ subject, field, values: null });
  };
  for (const { student, difference, decided } of work) {
    const { decision } = decided;
    if (decision === null || decision.kind === 'staff') continue;
    const { field, values } = difference;
    planned.decided++;
    takeBack(student.id, field);
    if (decision.kind === 'alias') {
      for (const subject of aliasSubjects(Object.values(values))) takeBack(subject, field);
      if (isWordField(field)) planned.dictionary.push(...forgotten(field, values, decisions.meanings));
    }
    const word = withdrawn(decision, decisions.staffWord(student.id, field));
    if (word !== undefined) addWord(planned.words, student.id, field, word);
  }
  return planned;
}

/**
 * Of two words for one thing the one that is in use stays: the first source's, or the whole one of which the other is
 * the beginning.
 */
function learned(
  field: WordField,
  values: SaidValues,
  one: string,
  other: string,
): SaveWordsArgs['words'][number] {
  const isCut = (short: string, whole: string) => whole.length > short.length && whole.startsWith(short);
  const first = SOURCE_PRECEDENCE.map((source) => (namesStudents(source) ? values[source] : undefined)).find(
    (word) => word === one || word === other,
  );
  const meant = isCut(one, other) ? other : isCut(other, one) ? one : (first ?? one);
  return { field, spelling: meant === one ? other : one, meant };
}

function forgotten(field: WordField, values: SaidValues, meanings: WordMeanings): SaveWordsArgs['words'] {
  return [...new Set(Object.values(values))]
    .filter((word) => meanings.find(field, word) !== null)
    .map((spelling) => ({ field, spelling, meant: null }));
}

function addWord(
  words: PlannedDecisions['words'],
  student: string,
  field: StudentField,
  word: string | null,
): void {
  words.set(student, { ...words.get(student), [field]: word });
}

function withdrawn(before: Work['decided']['decision'], word: string | null): null | undefined {
  return before?.kind === 'accept' && word !== null ? null : undefined;
}
