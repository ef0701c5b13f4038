import type { JudgedChange } from '../sync/rules/judgeChange.ts';
import { type Grant, isGranted } from './hubPorts.ts';
import type { HubRow } from './hubRow.ts';

/** Whether a device says of a row that it may see but not change what stands there, as whoever joins with the school’s name. */
export function isSaidAlready(
  { refused, changed, conflicts }: JudgedChange,
  before: HubRow | null,
  grant: Grant,
): boolean {
  if (before === null || !isGranted(grant, before.scope)) return false;
  return refused === null && !changed && conflicts.length === 0;
}
