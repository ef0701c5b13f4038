import type { PulledChange } from '../sync/protocol/pulled.ts';
import type { Fields } from '../sync/protocol/syncedMutation.ts';
import type { RowView } from '../sync/rules/RowView.ts';
import type { HubTx } from './hubPorts.ts';
import type { HubTables } from './hubTables.ts';
import { readByKeys } from './rowSets.ts';
import { slices } from './slices.ts';

/**
 * How changes of these entries are told to a desk of an earlier version; null: not at all. A change of which it sees
 * nothing is told without fields where it has the row: versions of a row follow on each other.
 */
export async function seenChanges(
  tx: HubTx,
  view: RowView,
  entries: readonly Pick<HubTables['log'], 'entity' | 'row_id'>[],
): Promise<(change: PulledChange) => PulledChange | null> {
  const about = await conflictRows(tx, view, entries);
  return (change) => {
    const { entity, id } = change;
    if (!view.knows(entity)) return null;
    if (change.kind === 'leave' || view.seesAll(entity)) return change;
    const { patch } = change;
    const whole = entity === 'conflict' ? about.get(id) : patch;
    // What one was about that can't be found was erased, and so that it goes is told as well.
    const part = whole ? view.part(entity, patch, whole) : null;
    if (part === null) return null;
    return part === patch ? change : { ...change, patch: part };
  };
}

/**
 * Conflicts as they are now, or of one that is no more as it was made: what one is about, and what it says, never changes.
 * The log has that of all that a position may still have to be told the end of (compactLog keeps the newest entry before it).
 */
async function conflictRows(
  tx: HubTx,
  view: RowView,
  entries: readonly Pick<HubTables['log'], 'entity' | 'row_id'>[],
): Promise<Map<string, Fields | null>> {
  if (view.seesAll('conflict')) return new Map();
  const ids = new Set(entries.flatMap(({ entity, row_id }) => (entity === 'conflict' ? [row_id] : [])));
  const keys = [...ids].map((row_id) => ({ entity: 'conflict', row_id }));
  const rows = await readByKeys(tx, 'row', ['entity', 'row_id'], keys);
  const about = new Map(rows.map(({ row_id, fields }) => [row_id, JSON.parse(fields) as Fields | null]));
  for (const some of slices([...ids].filter((id) => !about.get(id)))) {
    const said = await tx
      .selectFrom('log')
      .select(['row_id', 'patch'])
      .where('entity', '=', 'conflict')
      .where('row_id', 'in', some)
      .where('kind', '=', 'up')
      .where('patch', '<>', '')
      .orderBy('seq')
      .execute();
    for (const { row_id: id, patch } of said) {
      const fields = JSON.parse(patch) as Fields;
      if (!about.get(id) && typeof fields.entity === 'string') about.set(id, fields);
    }
  }
  return about;
}
