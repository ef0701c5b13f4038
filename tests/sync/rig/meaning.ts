import type { Fields, Value } from '../../../electron/sync/protocol/syncedMutation.ts';
import { knowsField, NEW, OLD, shownTo } from './before.ts';

/** What belongs together, written down anew from sync.md §5.3: the checks do not ask the table that the engine goes by. */
const TOGETHER = [
  ['name', 'namePinyin'],
  ['idType', 'idNumber'],
  ['birthDate', 'gender'],
  ['majorCode', 'majorName', 'className', 'level', 'duration'],
  ['collegeName', 'departmentName'],
  ['registrationStatus', 'cultivation'],
  ['phone', 'email'],
];
const SAID_ONCE = new Set([
  ...['event', 'counterVisit', 'chaseContact', 'caseEntry', 'caseRules', 'mailReturn', 'sheet', 'sheetRows'],
  ...['sheetReturn', 'signedSheet', 'sheetHandling', 'final', 'erased'],
]);

export interface Intent {
  entity: string;
  id: string;
  set: Fields;
  /** The whole row as its author saw it; null: not there. */
  seen: Fields | null;
  /** The version of rows in which it was made; absent: the newest. */
  schema?: number;
}

export interface Verdict {
  refused: 'taken' | 'moved' | 'gone' | 'schema' | null;
  /** Fields that are as wanted afterwards. */
  takes: string[];
  disputed: { group: string; fields: string[]; theirs: Fields; seen: Fields | null; mine: Fields }[];
}

/** What no other desk is told of, by `entity\nid`: of which numbers it gave how many. */
export function staysAtDesk(key: string): boolean {
  return /^setting\n(cases|sheets) /.test(key);
}

/** Which fields mean something only with this one; null: the whole row. */
export function groupFields(entity: string, field: string): string[] | null {
  if (entity === 'record') return TOGETHER.find((group) => group.includes(field)) ?? [field];
  return SAID_ONCE.has(entity) ? [field] : null;
}

/**
 * What may become of an intent over a row as it is: nothing may be written over what its author did not see, and what
 * their version does not know stays as it is, also where they take the row away (I19).
 */
export function verdictOn(intent: Intent, row: Fields | null): Verdict {
  const { entity, set, schema = NEW } = intent;
  const verdict = verdictOnSeen(intent, shownTo(schema, entity, row));
  if (schema !== OLD || row === null || verdict.refused || entity === 'record') return verdict;
  const left: Record<string, Value> = { ...row };
  for (const field of verdict.takes) left[field] = set[field] ?? null;
  const isChanged = Object.keys(left).some((field) => (left[field] ?? null) !== (row[field] ?? null));
  const rest = of(left, Object.keys(left));
  return isChanged && Object.keys(rest).length > 0 && shownTo(schema, entity, rest) === null
    ? { refused: 'schema', takes: [], disputed: [] }
    : verdict;
}

/** A side of a dispute with what the author of the later one does not know: it is no part of it. */
export function wholeSide(
  intent: Intent,
  side: Fields | null,
  group: string,
  row: Fields | null,
): Fields | null {
  const { entity, schema = NEW } = intent;
  if (schema !== OLD || side === null || row === null) return side;
  const together = group === 'row' ? Object.keys(row) : (groupFields(entity, group) ?? []);
  return {
    ...side,
    ...of(
      row,
      together.filter((field) => !knowsField(schema, entity, field)),
    ),
  };
}

function verdictOnSeen({ entity, id: _, set, seen, schema = NEW }: Intent, now: Fields | null): Verdict {
  const nothing: Verdict = { refused: null, takes: [], disputed: [] };
  const fields = Object.keys(set);
  const isThere = (field: string) => (now?.[field] ?? null) === set[field];
  if (seen === null && now !== null && (SAID_ONCE.has(entity) || entity === 'case')) {
    const same = fields.every(isThere) && (entity !== 'case' || sizeOf(now) === sizeOf(set));
    return same ? { ...nothing, takes: fields } : { ...nothing, refused: 'taken' };
  }
  if (seen !== null && now === null) return { ...nothing, refused: 'gone' };
  if (entity === 'case') {
    // Two desks may each have taken a step of that number; who keeps to no rules may have told the number alone.
    const said = seen?.state === undefined ? ['version'] : ['version', 'state', ...fields];
    const hasMoved = seen !== null && !sameFields(of(seen, said), of(now, said));
    return hasMoved ? { ...nothing, refused: 'moved' } : { ...nothing, takes: fields };
  }
  const groups = new Map<string, string[]>();
  for (const field of fields) {
    const together = groupFields(entity, field);
    groups.set(together ? together[0]! : 'row', [
      ...new Set(
        together?.filter((one) => knowsField(schema, entity, one)) ?? [
          ...Object.keys(now ?? {}),
          ...Object.keys(seen ?? {}),
          ...fields,
        ],
      ),
    ]);
  }
  for (const [group, together] of groups) {
    const own = fields.filter((field) => together.includes(field));
    const wanted = Object.fromEntries(own.map((field) => [field, set[field]!]));
    const theirs = of(now, together);
    if (own.every(isThere)) nothing.takes.push(...own);
    else if (sameFields(theirs, of(seen, together))) nothing.takes.push(...own);
    else
      nothing.disputed.push({
        ...{ group, fields: own, theirs, seen: seen && of(seen, together) },
        mine: of({ ...of(seen, together), ...wanted }, together),
      });
  }
  return nothing;
}

function of(row: Fields | null, fields: readonly string[]): Fields {
  const picked: Record<string, Value> = {};
  for (const field of fields) {
    const value = row?.[field] ?? null;
    if (value !== null) picked[field] = value;
  }
  return picked;
}

function sizeOf(row: Fields): number {
  return Object.values(row).filter((value) => value !== null).length;
}

/** The row with an intent that is not settled on top of it. */
export function shownWith(intent: Intent, now: Fields | null): Fields | null {
  const { refused, takes } = verdictOn(intent, now);
  if (refused) return now;
  const next: Record<string, Value> = { ...now };
  for (const field of takes) {
    const value = intent.set[field] ?? null;
    if (value === null) delete next[field];
    else next[field] = value;
  }
  return Object.keys(next).length === 0 ? null : next;
}

export function sameFields(one: Fields | null, other: Fields | null): boolean {
  if (one === null || other === null) return one === other;
  const fields = Object.keys(one);
  return fields.length === Object.keys(other).length && fields.every((field) => one[field] === other[field]);
}
