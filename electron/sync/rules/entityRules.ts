import type { Entity } from '../../changes/change.ts';
import type { Fields, Value } from '../protocol/syncedMutation.ts';

/**
 * How rows of an entity go together when several people change them without knowing of each other.
 * - merge: fields that mean one thing only together change together (`groups`); any other field is a group by itself.
 * - whole: the row is one thing. Two who change it differently are told, however different the fields.
 * - append: once said, never said otherwise; that it was taken back, or turned out to be of somebody else, is a field
 *   by itself.
 * - guarded: a step is taken from the state that its author saw; the first one counts, the second is told where the row
 *   is now. `by` counts the steps, which does not tell one from another that was taken in its place: `state`, and what a
 *   step changes, is to be as its author saw it, too.
 */
export type MergeRule =
  | { kind: 'merge'; groups: readonly (readonly string[])[] }
  | { kind: 'whole' }
  | { kind: 'append' }
  | { kind: 'guarded'; by: string; state: string };

/**
 * Whose rows they are.
 * - student: of the student whom they are about, and of nobody’s if there is none.
 * - subject: likewise where they are about a student, otherwise of whoever made them.
 * - maker: of whoever made them, as batches are.
 * - sheet: of the college that stands on a sheet, as it was when it was printed; what is about a sheet goes with it.
 * - school: of everybody; only devices of the whole school change them.
 * - content: of everybody and added by anybody, because their name is what they say (isNamedByContent).
 * - office: of the office alone.
 * - person: of the college that somebody works for; only devices of the whole school say who that is.
 * - desk: a desk’s own, which does not travel (isOfDesk).
 */
export type Belongs =
  | 'student'
  | 'subject'
  | 'maker'
  | 'sheet'
  | 'school'
  | 'content'
  | 'office'
  | 'person'
  | 'desk';

export interface EntityRule {
  merge: MergeRule;
  belongs: Belongs;
}

const WHOLE: MergeRule = { kind: 'whole' };
const APPEND: MergeRule = { kind: 'append' };

/** Fields of a student’s record that are wrong if they are of two people’s words (sync.md §5.3). */
const RECORD: MergeRule = {
  kind: 'merge',
  groups: [
    ['name', 'namePinyin'],
    ['idType', 'idNumber'],
    ['birthDate', 'gender'],
    ['majorCode', 'majorName', 'className', 'level', 'duration'],
    ['collegeName', 'departmentName'],
    ['registrationStatus', 'cultivation'],
    ['phone', 'email'],
  ],
};

/** In the order in which rows can be made: whatever a row speaks of stands before it. */
export const ENTITY_RULES: Readonly<Record<Entity, EntityRule>> = {
  setting: { merge: WHOLE, belongs: 'school' },
  word: { merge: WHOLE, belongs: 'school' },
  caseRules: { merge: APPEND, belongs: 'content' },
  campaign: { merge: WHOLE, belongs: 'school' },
  deadline: { merge: WHOLE, belongs: 'school' },
  milestone: { merge: WHOLE, belongs: 'school' },
  mapping: { merge: WHOLE, belongs: 'office' },
  view: { merge: WHOLE, belongs: 'maker' },
  person: { merge: WHOLE, belongs: 'person' },
  batch: { merge: WHOLE, belongs: 'maker' },
  named: { merge: WHOLE, belongs: 'desk' },
  record: { merge: RECORD, belongs: 'student' },
  alias: { merge: WHOLE, belongs: 'student' },
  photo: { merge: WHOLE, belongs: 'student' },
  review: { merge: WHOLE, belongs: 'student' },
  event: { merge: APPEND, belongs: 'student' },
  counterVisit: { merge: APPEND, belongs: 'student' },
  chaseContact: { merge: APPEND, belongs: 'student' },
  case: { merge: { kind: 'guarded', by: 'version', state: 'state' }, belongs: 'student' },
  caseEntry: { merge: APPEND, belongs: 'student' },
  mailReturn: { merge: APPEND, belongs: 'office' },
  decision: { merge: WHOLE, belongs: 'subject' },
  sheet: { merge: APPEND, belongs: 'sheet' },
  sheetRows: { merge: APPEND, belongs: 'sheet' },
  sheetReturn: { merge: APPEND, belongs: 'sheet' },
  signedSheet: { merge: APPEND, belongs: 'maker' },
  sheetHandling: { merge: APPEND, belongs: 'sheet' },
  sheetQuestion: { merge: WHOLE, belongs: 'sheet' },
  classContact: { merge: WHOLE, belongs: 'school' },
  final: { merge: APPEND, belongs: 'desk' },
  conflict: { merge: WHOLE, belongs: 'student' },
  erased: { merge: APPEND, belongs: 'desk' },
};

/** The name of the group that a field belongs to, and all fields of it. Of a row that is one thing: every field. */
export function groupOf(rule: MergeRule, field: string): { name: string; fields: readonly string[] | 'all' } {
  if (rule.kind === 'append') return { name: field, fields: [field] };
  if (rule.kind !== 'merge') return { name: 'row', fields: 'all' };
  const group = rule.groups.find((one) => one.includes(field)) ?? [field];
  return { name: group[0]!, fields: group };
}

/** The fields of all groups that `set` touches, as they are in a row: what the author of `set` saw there. */
export function groupsTouched(rule: MergeRule, set: Fields, row: Fields | null): Fields | null {
  if (row === null) return null;
  if (rule.kind === 'guarded') return pick(row, new Set([rule.by, rule.state, ...Object.keys(set)]));
  const fields = new Set<string>();
  for (const field of Object.keys(set)) {
    const group = groupOf(rule, field).fields;
    if (group === 'all') return row;
    for (const one of group) fields.add(one);
  }
  return pick(row, fields);
}

function pick(row: Fields, fields: Iterable<string>): Fields {
  const picked: Record<string, Value> = {};
  for (const field of fields) if (row[field] !== undefined) picked[field] = row[field];
  return picked;
}
