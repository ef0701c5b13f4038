import { splitId } from '../changes/change.ts';
import type { SyncedChange } from '../sync/protocol/syncedMutation.ts';

/**
 * In which order changes are judged. Where somebody turns out to be another, what records say of that one comes first, and
 * with it where the two are from then on: otherwise what is handed over would first be told where the other one was, and
 * leave there again in the same commit.
 */
export function changesInTurn(changes: readonly SyncedChange[]): readonly SyncedChange[] {
  const into = new Set<unknown>();
  for (const { entity, set } of changes)
    if (entity === 'alias' && typeof set.into === 'string') into.add(set.into);
  if (into.size === 0) return changes;
  const saysWhere = ({ entity, id }: SyncedChange) => entity === 'record' && into.has(splitId(id)[0]);
  return [...changes.filter(saysWhere), ...changes.filter((change) => !saysWhere(change))];
}
