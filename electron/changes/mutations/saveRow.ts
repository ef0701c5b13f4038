import { type Change, diffPatch, type Entity, type PatchValue } from '../change.ts';
import type { Mutation } from './mutation.ts';

export interface SaveRowArgs {
  entity: Extract<Entity, 'campaign' | 'batch' | 'view' | 'mapping' | 'setting'>;
  id: string;
  before: Record<string, PatchValue> | null;
  /** null deletes the row. */
  after: Record<string, PatchValue> | null;
}

/** `row.save`: a campaign, batch, saved view, remembered mapping or setting is made, changed or deleted. */
export const saveRow: Mutation<SaveRowArgs> = {
  run(_db, { entity, id, before, after }) {
    const gone = after ?? Object.fromEntries(Object.keys(before ?? {}).map((field) => [field, null]));
    const patch = after === null ? everyField(before ?? {}, gone) : diffPatch(before, gone);
    return patch ? [{ entity, entityId: id, student: null, patch }] : [];
  },
  logged: ({ entity, id }) => ({ entity, id }),
};

function everyField(before: Record<string, PatchValue>, after: Record<string, PatchValue>): Change['patch'] {
  return Object.fromEntries(Object.keys(before).map((field) => [field, [before[field]!, after[field]!]]));
}
