import type { Entity } from '../changes/change.ts';
import { isFieldOf } from '../changes/isFieldOf.ts';
import type { SyncedChange } from '../sync/protocol/syncedMutation.ts';
import { ENTITY_RULES } from '../sync/rules/entityRules.ts';
import type { RowSchemas } from '../sync/rules/RowSchemas.ts';

/**
 * A change that was made in a version, as the newest has it. `schema`: it can’t be said in it; `unknown`: there is no such
 * entity or field.
 */
export function readChange(
  schemas: RowSchemas,
  sent: SyncedChange,
  schema: number,
): SyncedChange | 'schema' | 'unknown' {
  const entity = sent.entity as Entity;
  const change = schemas.cast(sent, schema);
  if (change === null) return 'schema';
  const isKnown =
    // Not what every object has: a device may name anything.
    Object.hasOwn(ENTITY_RULES, entity) &&
    ENTITY_RULES[entity].belongs !== 'desk' &&
    schemas.isOf(sent, schema) &&
    [...Object.keys(change.set), ...Object.keys(change.base ?? {})].every((field) =>
      isFieldOf(entity, field),
    );
  return isKnown ? change : 'unknown';
}
