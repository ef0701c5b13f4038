import type { Fields, SyncedChange, Value } from '../protocol/syncedMutation.ts';
import { groupOf, type MergeRule } from './entityRules.ts';

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
  /** Refused whole: `taken`, something else has the id; `moved`, the row is in another state by now; `gone`, there is no such row any more. */
  refused: 'taken' | 'moved' | 'gone' | null;
}

/**
 * What becomes of a row (`now`; null: not there) by a change whose author saw `change.base`. The same on every device and
 * on the hub. A group is written only over what its author saw there (I7): otherwise it stays, and both are told.
 */
export function judgeChange(rule: MergeRule, now: Fields | null, change: SyncedChange): JudgedChange {
  const refusal = refusalOf(rule, now, change);
  if (refusal) return { next: now, changed: false, conflicts: [], refused: refusal };
  const row = now ?? {};
  if (rule.kind === 'guarded') return taken(row, change.set);
  const next: Record<string, Value> = { ...row };
  const conflicts: GroupConflict[] = [];
  let changed = false;
  for (const [group, set] of byGroup(rule, change.set)) {
    const fields = fieldsOf(rule, group, row, change);
    const theirs = only(row, fields);
    const base = change.base === null ? null : only(change.base, fields);
    const mine = only({ ...theirs, ...set }, fields);
    if (isSame(theirs, mine)) continue;
    if (!isSame(theirs, base ?? {})) {
      conflicts.push({ group, base, theirs, mine: only({ ...base, ...set }, fields) });
      continue;
    }
    changed = true;
    for (const [field, value] of Object.entries(set)) put(next, field, value);
  }
  return { next: Object.keys(next).length === 0 ? null : next, changed, conflicts, refused: null };
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
  if (rule.kind === 'guarded' && (now[rule.by] ?? null) !== (change.base![rule.by] ?? null)) return 'moved';
  return null;
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
