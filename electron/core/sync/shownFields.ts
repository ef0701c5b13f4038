import type { PatchValue } from '../../changes/change.ts';
import { shownValue } from './shownValue.ts';

/** What was typed into a row, masked; what was left empty is not told. */
export function shownFields(
  entity: string,
  typed: Readonly<Record<string, PatchValue>>,
): { entity: string; field: string; value: string }[] {
  return Object.entries(typed).flatMap(([field, value]) =>
    value === null ? [] : [{ entity, field, value: shownValue(field, value)! }],
  );
}
