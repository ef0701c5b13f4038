import type { Change, Entity, Patch } from '../../changes/change.ts';
import { type MutationEntry, writeEffects } from '../../changes/writeEffects.ts';
import type { WriteDb } from '../../db/database.ts';
import type { Fields, Value } from '../protocol/syncedMutation.ts';
import { ENTITY_RULES } from '../rules/entityRules.ts';
import { patchBetween } from '../rules/patchBetween.ts';
import { wantBlobs } from './wantBlobs.ts';

/** A row as it is shown, and as it is to be. */
export interface Shown {
  entity: Entity;
  id: string;
  from: Fields | null;
  to: Fields | null;
}

const ORDER = new Map(Object.keys(ENTITY_RULES).map((entity, at) => [entity, at]));

/**
 * What speaks of a row goes before it, and comes after it. That somebody is another goes last: one who is parted from them
 * comes back under the number that it remembers.
 */
export function inOrder(rows: readonly Shown[]): Shown[] {
  const sorted = rows.toSorted((one, other) => ORDER.get(one.entity)! - ORDER.get(other.entity)!);
  const [gone, rest] = [sorted.filter(({ to }) => to === null), sorted.filter(({ to }) => to !== null)];
  const isAlias = ({ entity }: Shown) => entity === 'alias';
  return [...gone.filter((row) => !isAlias(row)).reverse(), ...rest, ...gone.filter(isAlias)];
}

/**
 * Writes what differs, in the order given, into the log and the tables, as done by whoever did it, so that the desk’s
 * own log stays whole: it replays to what is shown. Where nothing differs nothing is written. `known`: see withOwnNumbers.
 */
export function writeShown(
  db: WriteDb,
  entry: MutationEntry,
  rows: readonly Shown[],
  known?: ReadonlyMap<string, number>,
): void {
  const changes: Change[] = [];
  for (const { entity, id, from, to } of rows) {
    const difference = Object.entries(patchBetween(from, to));
    if (difference.length === 0) continue;
    changes.push(
      from === null
        ? { entity, entityId: id, kind: 'made', values: { ...to } }
        : { entity, entityId: id, kind: 'changed', patch: asPatch(from, difference) },
    );
  }
  if (changes.length === 0) return;
  wantBlobs(db, rows);
  for (const _ of writeEffects(db, entry, changes, false, known));
}

function asPatch(from: Fields, difference: readonly [string, Value][]): Patch {
  return Object.fromEntries(difference.map(([field, value]) => [field, [from[field] ?? null, value]]));
}
