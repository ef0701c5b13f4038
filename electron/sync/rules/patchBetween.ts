import type { Fields, Value } from '../protocol/syncedMutation.ts';

/** What became of a row, field by field; null for what went. */
export function patchBetween(before: Fields | null, next: Fields | null): Fields {
  const patch: Record<string, Value> = {};
  for (const field of Object.keys(before ?? {})) if (next?.[field] === undefined) patch[field] = null;
  for (const [field, value] of Object.entries(next ?? {}))
    if (before?.[field] !== value) patch[field] = value;
  return patch;
}

/** A row after a patch; null: nothing of it is left. */
export function patched(row: Fields | null, patch: Fields): Fields | null {
  const next: Record<string, Value> = { ...row };
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete next[field];
    else next[field] = value;
  }
  return Object.keys(next).length === 0 ? null : next;
}
