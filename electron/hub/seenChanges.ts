import type { PulledChange } from '../sync/protocol/pulled.ts';
import type { Fields } from '../sync/protocol/syncedMutation.ts';
import type { RowView } from '../sync/rules/RowView.ts';
import type { HubTx } from './hubPorts.ts';
import type { HubTables } from './hubTables.ts';
import { readByKeys } from './rowSets.ts';

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
    // What it is about is known no more: its going is told by what goes, which comes later in the log or is this.
    const part = whole ? view.part(entity, patch, whole) : goingOf(view, entity, patch);
    if (part === null) return null;
    return part === patch ? change : { ...change, patch: part };
  };
}

/** Of the fields that a desk knows those that are no more; it may have had none of them. */
function goingOf(view: RowView, entity: string, patch: Fields): Fields {
  const gone = Object.entries(patch).filter(
    ([field, value]) => value === null && view.knowsField(entity, field),
  );
  return Object.fromEntries(gone);
}

/** Conflicts as they are now: what one is about, and what it says, never changes. */
async function conflictRows(
  tx: HubTx,
  view: RowView,
  entries: readonly Pick<HubTables['log'], 'entity' | 'row_id'>[],
): Promise<Map<string, Fields | null>> {
  if (view.seesAll('conflict')) return new Map();
  const ids = new Set(entries.flatMap(({ entity, row_id }) => (entity === 'conflict' ? [row_id] : [])));
  const keys = [...ids].map((row_id) => ({ entity: 'conflict', row_id }));
  const rows = await readByKeys(tx, 'row', ['entity', 'row_id'], keys);
  return new Map(rows.map(({ row_id, fields }) => [row_id, JSON.parse(fields) as Fields | null]));
}
