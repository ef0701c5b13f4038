import type { Entity } from '../../changes/change.ts';

/**
 * The version of what travels: which entities there are, and which fields their rows have. Counted on by one whenever
 * ROW_FIELDS gets a line (docs/spec/sync.md, “Versions”); a hub serves it and the one before.
 */
export const ROW_SCHEMA = 1;

/** What travelled before versions were told apart. */
export const FIRST_SCHEMA = 1;

/** Fields that came in one version. The first of an entity’s says since when there is the entity. */
export interface FieldsSince {
  since: number;
  /** Their names, with spaces between. */
  fields: string;
}

/**
 * Of every entity, which fields came when; nothing of what stays at a desk. What stands here under a version that was
 * released is never changed: a new field is a new line. Whoever adds an entity does not compile without one, and a field
 * that is not here fails `tests/unit/rowSchema`.
 */
export const ROW_FIELDS: Readonly<Record<Entity, readonly FieldsSince[]>> = {
  setting: [{ since: 1, fields: 'value' }],
  word: [{ since: 1, fields: 'spelling meant how at actor' }],
  caseRules: [{ since: 1, fields: 'body' }],
  campaign: [
    {
      since: 1,
      fields: 'name type deadline lockRule population coveredFields coversPhoto createdAt closedAt',
    },
  ],
  deadline: [{ since: 1, fields: 'collegeName className deadline' }],
  milestone: [{ since: 1, fields: 'name from to kind' }],
  mapping: [{ since: 1, fields: 'columns headings uses usedAt' }],
  view: [{ since: 1, fields: 'name query columns' }],
  person: [
    {
      since: 1,
      fields: 'kind signInName name role colleges state createdAt createdBy changedAt changedBy',
    },
  ],
  batch: [
    {
      since: 1,
      fields: 'kind source file format encoding sheet headerRow campaign counts at actor undoneAt undoneBy',
    },
  ],
  named: [],
  record: [
    {
      since: 1,
      fields:
        'examNo studentNo name namePinyin gender birthDate idType idNumber ethnicity politicalStatus schoolCode schoolName collegeName departmentName className majorCode majorName level mode duration grade enrolDate expectedGraduationDate registrationStatus cultivation remark originProvince phone email counsellor',
    },
  ],
  alias: [{ since: 1, fields: 'into moved batch at actor' }],
  photo: [{ since: 1, fields: 'hash width height bytes dpi fileName matchedBy findings' }],
  review: [{ since: 1, fields: 'verdict reasons note at actor' }],
  event: [
    {
      since: 1,
      fields: 'campaign source verdict saidAt recordedAt note batch fieldsHash photoHash voidedBy student',
    },
  ],
  counterVisit: [
    {
      since: 1,
      fields: 'startedAt fields photo comment signature signedName witness revealed',
    },
  ],
  chaseContact: [
    {
      since: 1,
      fields: 'campaign at whom way outcome promise note actor batch voidedBy student',
    },
  ],
  case: [
    {
      since: 1,
      fields:
        'number type rules openedAt openedBy state acts entered due form evidence waived decisions assignee origin originId version student',
    },
  ],
  caseEntry: [{ since: 1, fields: 'case at actor action day version batch voidedBy' }],
  mailReturn: [{ since: 1, fields: 'mail address cause status reply at actor batch' }],
  decision: [{ since: 1, fields: 'kind source said at actor' }],
  sheet: [{ since: 1, fields: 'code campaign dataTime collegeName className students' }],
  sheetRows: [{ since: 1, fields: 'students' }],
  sheetReturn: [{ since: 1, fields: 'rows answers at' }],
  signedSheet: [
    {
      since: 1,
      fields: 'about request group dataTime key digest columns students marks',
    },
  ],
  sheetHandling: [{ since: 1, fields: 'kind at holder role note replacement actor' }],
  sheetQuestion: [
    {
      since: 1,
      fields: 'number batch kind student name studentNo written decision decisionNote decidedAt decidedBy',
    },
  ],
  classContact: [{ since: 1, fields: 'collegeName className counsellor phone email qq' }],
  final: [],
  conflict: [
    {
      since: 1,
      fields:
        'entity row group base theirs mine device actor at theirDevice theirActor theirAt state resolvedBy resolvedAt',
    },
  ],
  erased: [],
};
