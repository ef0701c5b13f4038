import type { Entity } from '../changes/change.ts';
import type { Fields } from '../sync/protocol/syncedMutation.ts';
import type { GroupConflict } from '../sync/rules/judgeChange.ts';

/** Who said something: the device, whoever worked there, and when (epoch ms, by its clock). */
export interface Author {
  device: string;
  actor: string;
  at: number;
}

/** A conflict as a row: what both had seen, what stands (by `theirs`; null: it is not known by whom), what was to be. */
export function conflictFields(
  conflict: GroupConflict,
  { entity, id }: { entity: Entity; id: string },
  mine: Author,
  theirs: Author | null,
): Fields {
  const said: Record<string, string | number | null> = {
    ...{ entity, row: id, group: conflict.group },
    base: conflict.base === null ? null : JSON.stringify(conflict.base),
    ...{ theirs: JSON.stringify(conflict.theirs), mine: JSON.stringify(conflict.mine) },
    ...mine,
    ...{
      theirDevice: theirs?.device ?? null,
      theirActor: theirs?.actor ?? null,
      theirAt: theirs?.at ?? null,
    },
    state: 'open',
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));
}
