import type { Fields, SyncedChange, Value } from '../protocol/syncedMutation.ts';
import { groupOf, type MergeRule } from './entityRules.ts';
import type { RowView } from './RowView.ts';

/** A group of fields that two people changed differently: what both had seen, what is there, what was to be. */
export interface GroupConflict {
  group: string;
  base: Fields | null;
  theirs: Fields;
  mine: Fields;
}

export interface JudgedChange {
  /** The row as it is afterwards; null: it is not there. */
  next: Fields | null;
  changed: boolean;
  conflicts: GroupConflict[];
  /**
   * Refused whole: `taken`, something else has the id; `moved`, the row is in another state by now; `gone`, there is no such
   * row any more; `schema`, it has something that its author’s version does not know, and would lose it.
   */
  refused: 'taken' | 'moved' | 'gone' | 'schema' | null;
}

/**
 * What becomes of a row (`now`; null: not there) by a change whose author saw `change.base`. The same on every device and
 * on the hub. A group is written only over what its author saw there (I7): otherwise it stays, and both are told. `view`:
 * what its author’s version sees of rows, null for all of it; what it does not see is not compared, and stays (I19).
 */
export function judgeChange(
  rule: MergeRule,
  now: Fields | null,
  change: SyncedChange,
  view: RowView | null = null,
): JudgedChange {
  const seen = view && now ? view.row(change.entity, now) : now;
  const refusal = refusalOf(rule, seen, change);
  if (refusal) return refused(now, refusal);
  const row = now ?? {};
  if (rule.kind === 'guarded') return withRest(rule, now, taken(row, change.set), change, view);
  const next: Record<string, Value> = { ...row };
  const conflicts: GroupConflict[] = [];
  let changed = false;
  for (const [group, set] of byGroup(rule, change.set)) {
    const fields = fieldsOf(rule, group, seen ?? {}, change);
    const theirs = only(seen ?? {}, fields);
    const base = change.base === null ? null : only(change.base, fields);
    const mine = only({ ...theirs, ...set }, fields);
    if (isSame(theirs, mine)) continue;
    if (!isSame(theirs, base ?? {})) {
      const unseen = seen === now ? {} : unseenOf(rule, group, row, seen ?? {});
      conflicts.push({
        group,
        base: base && { ...base, ...unseen },
        theirs: { ...theirs, ...unseen },
        mine: withUnseen(rule, only({ ...base, ...set }, fields), unseen),
      });
      continue;
    }
    changed = true;
    for (const [field, value] of Object.entries(set)) put(next, field, value);
  }
  const judged = { next: Object.keys(next).length === 0 ? null : next, changed, conflicts, refused: null };
  return withRest(rule, now, judged, change, view);
}

function refused(now: Fields | null, why: JudgedChange['refused']): JudgedChange {
  return { next: now, changed: false, conflicts: [], refused: why };
}

/** A row that is one thing is not taken away by somebody who did not see all of it: half of it would be left. */
function withRest(
  rule: MergeRule,
  now: Fields | null,
  judged: JudgedChange,
  { entity }: SyncedChange,
  view: RowView | null,
): JudgedChange {
  if (view === null || rule.kind === 'merge' || !judged.changed || judged.next === null) return judged;
  return view.row(entity, judged.next) === null ? refused(now, 'schema') : judged;
}

/** A row that was to be no more is nothing, whatever its author did not see of it. */
function withUnseen(rule: MergeRule, mine: Fields, unseen: Fields): Fields {
  return rule.kind !== 'merge' && Object.keys(mine).length === 0 ? {} : { ...mine, ...unseen };
}

/** Of a group: what is there and the author did not see. Of both sides of a conflict it is what it is. */
function unseenOf(rule: MergeRule, group: string, row: Fields, seen: Fields): Fields {
  const { fields } = groupOf(rule, group);
  const all = fields === 'all' ? Object.keys(row) : fields;
  return only(row, new Set(all.filter((field) => seen[field] === undefined)));
}

/** A step from the state that its author saw: nobody else’s word can be in it. */
function taken(row: Fields, set: Fields): JudgedChange {
  const next: Record<string, Value> = { ...row };
  for (const [field, value] of Object.entries(set)) put(next, field, value);
  const changed = !isSame(row, next);
  return { next: Object.keys(next).length === 0 ? null : next, changed, conflicts: [], refused: null };
}

function put(row: Record<string, Value>, field: string, value: Value): void {
  if (value === null) delete row[field];
  else row[field] = value;
}

function refusalOf(rule: MergeRule, now: Fields | null, change: SyncedChange): JudgedChange['refused'] {
  const isMade = change.base === null;
  if (isMade && rule.kind === 'guarded')
    return now === null || isSame(now, onlySaid(change.set)) ? null : 'taken';
  if (rule.kind === 'append' && isMade && now !== null) {
    // Said twice in the same words, by two who imported the same file, it is one.
    return Object.entries(change.set).every(([field, value]) => (now[field] ?? null) === value)
      ? null
      : 'taken';
  }
  if (isMade) return null;
  if (now === null) return 'gone';
  return rule.kind === 'guarded' && isElsewhere(rule, now, change) ? 'moved' : null;
}

/** Whether a row is not where the author of a step saw it. Desks of before tell the count of its steps alone. */
function isElsewhere(
  { by, state }: Extract<MergeRule, { kind: 'guarded' }>,
  now: Fields,
  { base, set }: SyncedChange,
): boolean {
  const seen = base ?? {};
  const fields = seen[state] === undefined ? [by] : [by, state, ...Object.keys(set)];
  return fields.some((field) => (now[field] ?? null) !== (seen[field] ?? null));
}

function byGroup(rule: MergeRule, set: Fields): Map<string, Record<string, Value>> {
  const groups = new Map<string, Record<string, Value>>();
  for (const [field, value] of Object.entries(set)) {
    const { name } = groupOf(rule, field);
    const group = groups.get(name) ?? {};
    group[field] = value;
    groups.set(name, group);
  }
  return groups;
}

/** Every field that the group has, here or for the author. */
function fieldsOf(rule: MergeRule, group: string, row: Fields, change: SyncedChange): ReadonlySet<string> {
  const { fields } = groupOf(rule, group);
  if (fields !== 'all') return new Set(fields);
  return new Set([...Object.keys(row), ...Object.keys(change.base ?? {}), ...Object.keys(change.set)]);
}

/** The fields that are there, of those that are asked for. */
function only(row: Fields, fields: ReadonlySet<string>): Fields {
  const picked: Record<string, Value> = {};
  for (const field of fields) {
    const value = row[field];
    if (value !== undefined && value !== null) picked[field] = value;
  }
  return picked;
}

function onlySaid(set: Fields): Fields {
  return only(set, new Set(Object.keys(set)));
}

export function isSame(one: Fields, other: Fields): boolean {
  const fields = Object.keys(one);
  return fields.length === Object.keys(other).length && fields.every((field) => one[field] === other[field]);
}
