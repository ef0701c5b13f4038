import type { Entity } from '../changes/change.ts';
import type { Fields, RefusalCode, SyncedMutation } from '../sync/protocol/syncedMutation.ts';
import { blobsOf } from '../sync/rules/blobsOf.ts';

/**
 * What a mutation may not do although its change could be made by itself. `lost`: files that its device has no more;
 * `whole`: it means something only as a whole; `alone`: see withoutStep.
 */
export function refusalIn(
  {
    entity,
    id,
    set,
    changed,
    conflicts,
  }: { entity: Entity; id: string; set: Fields; changed: boolean; conflicts: readonly unknown[] },
  { whole, alone, lost }: { whole: boolean; alone: ReadonlySet<string>; lost: ReadonlySet<string> },
): RefusalCode | null {
  if (blobsOf(entity, set).some((sha256) => lost.has(sha256))) return 'file-lost';
  if (conflicts.length > 0 && whole) return 'changed';
  return changed && alone.has(id) ? 'moved' : null;
}

/**
 * Ids of what a mutation brings of a step of a case without the rest of it: the entry of the history alone, or the step
 * without its entry. Some of it has left its desk since, and of what was settled there only this is sent again to a hub that
 * was put back. A history tells of what was done, and of all of it. What was there before a desk joined comes row by row.
 */
export function withoutStep({ name, changes }: SyncedMutation): ReadonlySet<string> {
  if (name === 'sync.join') return NONE;
  const cases = new Set(changes.filter(({ entity }) => entity === 'case').map(({ id }) => id));
  const entries = changes.filter(({ entity, base }) => entity === 'caseEntry' && base === null);
  const told = new Set(entries.map(({ set }) => String(set.case)));
  const steps = STEPPING.has(name)
    ? changes.filter(
        ({ entity, id, set, base }) =>
          entity === 'case' && Number(set.version ?? 0) > Number(base?.version ?? 0) && !told.has(id),
      )
    : [];
  return new Set(
    [...entries.filter(({ set }) => !cases.has(String(set.case))), ...steps].map(({ id }) => id),
  );
}

const NONE: ReadonlySet<string> = new Set();
/** Mutations that take steps; taking back takes entries back as well, and makes none. */
const STEPPING: ReadonlySet<string> = new Set(['case.open', 'case.act', 'counter.record']);
