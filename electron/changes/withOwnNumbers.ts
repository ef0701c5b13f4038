import type { ReadDb } from '../db/database.ts';
import { studentNumberOf } from '../db/tables/studentTable.ts';
import type { Change } from './change.ts';

/**
 * The same changes, with the number that this store has for whoever turns out to be another (decision 0041): it is written
 * into this store’s log, so that they have it in a replay, and again when the two are parted; what goes to a hub does not
 * tell it. To be asked while they are still here; `known`: numbers of those who were until shortly before, by id.
 */
export function withOwnNumbers(
  db: ReadDb,
  changes: readonly Change[],
  known?: ReadonlyMap<string, number>,
): readonly Change[] {
  if (changes.every(({ entity }) => entity !== 'alias')) return changes;
  return changes.map((change) => {
    if (change.entity !== 'alias' || change.kind !== 'made') return change;
    const n = studentNumberOf(db, change.entityId) ?? known?.get(change.entityId) ?? null;
    return n === null ? change : { ...change, values: { n, ...change.values } };
  });
}
