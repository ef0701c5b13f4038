import { z } from 'zod';
import { STUDENT_FIELDS, type StudentField } from '../studentFields.ts';

/**
 * What a kind of case is: data, in resources/cases/*.json, which the office may change. A case keeps the text of the
 * rules that it began with (CaseRules), so that nobody who decides is caught by a rule that came later.
 */

/** Who acts: the student, the college or department, the office of student records, the school's leaders, and whoever
 * is outside the school (学信网, 省教育厅, 考试院, the photographer). */
export const CASE_LEVELS = ['student', 'department', 'office', 'leader', 'outside'] as const;
export type CaseLevel = (typeof CASE_LEVELS)[number];
/** Those of whom the school keeps a list of persons (design §6: reviewers at several levels). */
export const REVIEW_LEVELS = ['department', 'office', 'leader'] as const satisfies readonly CaseLevel[];
export type ReviewLevel = (typeof REVIEW_LEVELS)[number];

/** In which list of case types it stands. */
export const CASE_GROUPS = ['data', 'photo', 'identity', 'record', 'account', 'service'] as const;
export type CaseGroup = (typeof CASE_GROUPS)[number];

/** What is made from cases for others: lists by college, the platform's upload, letters. */
export const CASE_OUTPUTS = ['corrections', 'upload', 'filing', 'letter', 'evidence'] as const;
export type CaseOutput = (typeof CASE_OUTPUTS)[number];

/** What a case may begin from, besides a person who opens it. */
export const CASE_ORIGINS = [
  'wrong', // a verification that said 有误
  'difference', // sources differ, and the student is to be asked
  'photo', // what was found about a photo
  'identity-flag', // BZ: 人像比对
  'counter', // a visit at the counter
  'not-found', // 找不到学籍
  'photo-missing', // 无照片
  'import', // a list of students
  'staff',
] as const;
export type CaseOrigin = (typeof CASE_ORIGINS)[number];

/** What else a step does. */
export const CASE_EFFECTS = ['none', 'correct', 'verify-again', 'reopen'] as const;

/** Nobody writes a rule of more; a file that is no rule must not fill the store. */
export const MOST = 200;
/** Names a part of a rule. */
export const id = z
  .string()
  .max(80)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
/** What a rule says to people. */
export const said = z.strictObject({
  zh: z.string().trim().min(1).max(2_000),
  en: z.string().trim().min(1).max(2_000),
});
export type Said = z.output<typeof said>;

/** Only where an answer of the form is one of these. */
const onlyWhen = z.strictObject({ item: id, is: z.array(z.string().min(1).max(80)).min(1).max(MOST) });

/**
 * A time by which something has to be done. `source`: which rule says so, or that it is this program's own suggestion.
 * Working days follow the State Council's calendar; days and months are counted by the calendar.
 */
const term = z.strictObject({
  count: z.number().int().min(1).max(400),
  unit: z.enum(['working-days', 'days', 'months']),
  source: said,
});
export type CaseTerm = z.output<typeof term>;

const formItem = z.strictObject({
  id,
  name: said,
  /** `corrections`: which fields of the record are to become what (FieldCorrection[] as JSON). */
  kind: z.enum(['text', 'long-text', 'date', 'choice', 'corrections']),
  isNeeded: z.boolean(),
  help: said.nullable().default(null),
  /** Of `choice`. */
  choices: z
    .array(z.strictObject({ id, name: said }))
    .max(MOST)
    .default([]),
  /** Of `corrections`: the fields that may be corrected by such a case. */
  fields: z.array(z.enum(STUDENT_FIELDS)).default([]),
  when: onlyWhen.nullable().default(null),
});
export type CaseFormItem = z.output<typeof formItem>;

const material = z.strictObject({
  id,
  name: said,
  isNeeded: z.boolean(),
  /** Only for a correction of one of these fields; empty: for every such case. */
  fields: z.array(z.enum(STUDENT_FIELDS)).default([]),
  when: onlyWhen.nullable().default(null),
  /** Both sides of a card belong on one page when the evidence leaves the house. */
  isTwoSided: z.boolean().default(false),
  /** Dots per inch that are asked for; null: nothing asks. */
  leastDpi: z.number().int().positive().nullable().default(null),
  mostBytes: z.number().int().positive().nullable().default(null),
  help: said.nullable().default(null),
});
export type CaseMaterial = z.output<typeof material>;

const state = z.strictObject({
  id,
  name: said,
  /** Who is to act; null: nobody any more, the case is closed. */
  acts: z.enum(CASE_LEVELS).nullable(),
  /** What they are to do. */
  next: said.nullable().default(null),
  due: term.nullable().default(null),
});
export type CaseStateDefinition = z.output<typeof state>;

const move = z.strictObject({
  id,
  name: said,
  from: z.array(id).min(1).max(MOST),
  to: id,
  /** Who decides it. Of whom the school keeps a list, a person on it is named. */
  by: z.enum(CASE_LEVELS),
  needs: z.array(z.enum(['form', 'materials', 'note', 'reference', 'window', 'rules'])).default([]),
  /** Only where the profile of rules leaves the decision to these; null: whoever decides. */
  decidedBy: z.enum(['school', 'province']).nullable().default(null),
  /**
   * `correct`: what the form says becomes staff's word of the record. `verify-again`: what was said in the verification
   * no longer holds, the student has to verify. `reopen`: out of a closed state.
   */
  effect: z.enum(CASE_EFFECTS).default('none'),
});
export type CaseMove = z.output<typeof move>;

export const caseTypeShape = z.strictObject({
  id,
  name: said,
  about: said,
  group: z.enum(CASE_GROUPS),
  /** Where the rules come from, and what of them is assumed. */
  source: said,
  origins: z.array(z.enum(CASE_ORIGINS)).default(['staff']),
  /** Whether the province's profile of rules about corrections decides with it. */
  isRuled: z.boolean().default(false),
  form: z.array(formItem).max(MOST),
  materials: z.array(material).max(MOST),
  states: z.array(state).min(2).max(MOST),
  start: id,
  moves: z.array(move).min(1).max(MOST),
  /** Lists that such cases are put on, and the states in which they are due. Letters say themselves whom they are for. */
  outputs: z
    .array(z.strictObject({ id: z.enum(['corrections', 'upload', 'filing']), states: z.array(id).min(1) }))
    .default([]),
  /** Months for which the evidence is kept after the case is closed; null: as long as the case. */
  keepsEvidence: term.nullable().default(null),
});
export type CaseType = z.output<typeof caseTypeShape>;

/** The words of a choice's answer; null: the item has no such choice. */
export function choiceNamed({ choices }: Pick<CaseFormItem, 'choices'>, answer: string): Said | null {
  return choices.find(({ id }) => id === answer)?.name ?? null;
}

/** One field of the record, as it is and as it has to become. */
export interface FieldCorrection {
  field: StudentField;
  from: string | null;
  to: string;
}

export function stateOf(type: CaseType, state: string): CaseStateDefinition {
  const found = type.states.find(({ id }) => id === state);
  if (!found) throw new Error(`${type.id} has no state ${state}`);
  return found;
}

export function moveOf(type: CaseType, move: string): CaseMove | undefined {
  return type.moves.find(({ id }) => id === move);
}

export function isClosedState(type: CaseType, state: string): boolean {
  return stateOf(type, state).acts === null;
}
