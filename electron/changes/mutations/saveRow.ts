import { type Effect, type Entity, effectOf, type Patch, type PatchValue } from '../change.ts';
import type { Mutation } from './mutation.ts';

export interface SaveRowArgs {
  entity: Extract<Entity, 'campaign' | 'batch' | 'named' | 'view' | 'mapping' | 'setting' | 'caseRules'>;
  id: string;
  before: Record<string, PatchValue> | null;
  /** null deletes the row. */
  after: Record<string, PatchValue> | null;
}

/** `row.save`: a campaign, batch, saved view, remembered mapping, setting or the rules of cases are made, changed or deleted. */
export const saveRow: Mutation<SaveRowArgs> = {
  run(_db, { entity, id, before, after }) {
    const effect = after === null ? deletion(before) : effectOf(before, after);
    return effect ? [{ entity, entityId: id, ...effect }] : [];
  },
  logged: ({ entity, id }) => ({ entity, id }),
};

/** A row is deleted by emptying every field that it has; where there is none, nothing changes. */
function deletion(before: Record<string, PatchValue> | null): Effect | null {
  if (before === null) return null;
  const patch = Object.fromEntries(Object.entries(before).map(([field, from]) => [field, [from, null]]));
  return { kind: 'changed', patch: patch as Patch };
}
