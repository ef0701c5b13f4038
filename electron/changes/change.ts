import type { FieldValue } from '../../shared/domain/studentFields.ts';

/** What a field was and became. Values are text, whole numbers, or null. */
export type Patch = Record<string, [from: PatchValue, to: PatchValue]>;
export type PatchValue = FieldValue | number;

/**
 * What can change. `record` is what one source says of a student (`<student>/<source>`), `photo` a student's
 * photo of one role (`<student>/<role>`); the school's view of a student follows from its records.
 */
export type Entity = 'record' | 'photo' | 'campaign' | 'event' | 'batch' | 'view' | 'mapping' | 'setting';

export interface Change {
  entity: Entity;
  entityId: string;
  /** The student concerned, for the history of one student. */
  student: string | null;
  patch: Patch;
}

/** Separates the parts of a composed id; student ids and batch ids never contain it. */
export const ID_SEPARATOR = '/';

export function inversePatch(patch: Patch): Patch {
  return Object.fromEntries(Object.entries(patch).map(([field, [from, to]]) => [field, [to, from]]));
}

/** Only what really differs; null when nothing does. */
export function diffPatch(
  before: Record<string, PatchValue | undefined> | null,
  after: Record<string, PatchValue | undefined>,
): Patch | null {
  let patch: Patch | null = null;
  for (const field of Object.keys(after)) {
    const from = before?.[field] ?? null;
    const to = after[field] ?? null;
    if (from === to) continue;
    patch ??= {};
    patch[field] = [from, to];
  }
  return patch;
}
