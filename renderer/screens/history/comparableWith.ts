import type { Batch } from '../../../shared/contract/imports.ts';

/** The earlier rosters of the same source that were not taken back, the newest first. */
export function comparableWith(batch: Batch, batches: readonly Batch[]): Batch[] {
  if (batch.kind !== 'roster' || batch.undone) return [];
  return batches
    .filter(
      (one) =>
        one.kind === 'roster' && one.source === batch.source && one.undone === null && one.at < batch.at,
    )
    .sort((one, another) => another.at - one.at);
}
