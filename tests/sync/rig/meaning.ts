import type { Fields, Value } from '../../../electron/sync/protocol/syncedMutation.ts';

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
}

export interface Verdict {
  refused: 'taken' | 'moved' | 'gone' | null;
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

/** What may become of an intent over a row as it is: nothing may be written over what its author did not see. */
export function verdictOn({ entity, id: _, set, seen }: Intent, now: Fields | null): Verdict {
  const nothing: Verdict = { refused: null, takes: [], disputed: [] };
  const fields = Object.keys(set);
  const isThere = (field: string) => (now?.[field] ?? null) === set[field];
  if (seen === null && now !== null && (SAID_ONCE.has(entity) || entity === 'case')) {
    const same = fields.every(isThere) && (entity !== 'case' || sizeOf(now) === sizeOf(set));
    return same ? { ...nothing, takes: fields } : { ...nothing, refused: 'taken' };
  }
  if (seen !== null && now === null) return { ...nothing, refused: 'gone' };
  if (entity === 'case') {
    const hasMoved = seen !== null && (seen.version ?? null) !== (now?.version ?? null);
    return hasMoved ? { ...nothing, refused: 'moved' } : { ...nothing, takes: fields };
  }
  const groups = new Map<string, string[]>();
  for (const field of fields) {
    const together = groupFields(entity, field);
    groups.set(together ? together[0]! : 'row', [
      ...new Set(together ?? [...Object.keys(now ?? {}), ...Object.keys(seen ?? {}), ...fields]),
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
