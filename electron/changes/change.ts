import type { FieldValue } from '../../shared/domain/studentFields.ts';

/** What a field was and became. Values are text, whole numbers, or null. */
export type Patch = Record<string, [from: PatchValue, to: PatchValue]>;
export type PatchValue = FieldValue | number;

/**
 * What can change. `record` is what one source says of a student (`<student>/<source>`), `photo` a student's
 * photo of one role (`<student>/<role>`); the school's view of a student follows from its records.
 */
export type Entity = 'record' | 'photo' | 'campaign' | 'event' | 'batch' | 'view' | 'mapping' | 'setting';

export type Change = {
  entity: Entity;
  entityId: string;
  /** The student concerned, for the history of one student. */
  student: string | null;
} & Effect;

/** A record that was not there before (its values), or one that was (field by field, from → to). */
export type Effect = { kind: 'made'; values: Record<string, PatchValue> } | { kind: 'changed'; patch: Patch };

/** What a change did, field by field, whichever kind it is. */
export function patchOf(effect: Effect): Patch {
  if (effect.kind === 'changed') return effect.patch;
  return Object.fromEntries(Object.entries(effect.values).map(([field, to]) => [field, [null, to]]));
}

/** The log's text of an effect, and back. */
export function effectText(effect: Effect): string {
  return JSON.stringify(effect.kind === 'made' ? effect.values : effect.patch);
}
export function parseEffect(kind: Effect['kind'], text: string): Effect {
  return kind === 'made'
    ? { kind, values: JSON.parse(text) as Record<string, PatchValue> }
    : { kind, patch: JSON.parse(text) as Patch };
}

/** Separates the parts of a composed id; student ids and batch ids never contain it. */
export const ID_SEPARATOR = '/';

export function inversePatch(patch: Patch): Patch {
  return Object.fromEntries(Object.entries(patch).map(([field, [from, to]]) => [field, [to, from]]));
}

/** What becomes of `before` (null: nothing there yet); null when nothing differs. Empty values are not kept. */
export function effectOf(
  before: Record<string, PatchValue | undefined> | null,
  after: Record<string, PatchValue | undefined>,
): Effect | null {
  if (before === null) {
    const values: Record<string, PatchValue> = {};
    let isEmpty = true;
    for (const field of Object.keys(after)) {
      const value = after[field];
      if (value === undefined || value === null) continue;
      values[field] = value;
      isEmpty = false;
    }
    return isEmpty ? null : { kind: 'made', values };
  }
  let patch: Patch | null = null;
  for (const field of Object.keys(after)) {
    const from = before[field] ?? null;
    const to = after[field] ?? null;
    if (from === to) continue;
    patch ??= {};
    patch[field] = [from, to];
  }
  return patch ? { kind: 'changed', patch } : null;
}
