import { maskField, maskUnknown } from '../../../shared/domain/mask.ts';
import type { Value } from '../../sync/protocol/syncedMutation.ts';

/** A value of any row as a window is told it: masked, whatever it stands in. */
export function shownValue(field: string, value: Value | undefined): string | null {
  if (value === null || value === undefined) return null;
  return maskUnknown(maskField(field, String(value)) ?? '');
}
