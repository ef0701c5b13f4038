import type { Outcome, RefusalCode, SyncedChange, SyncedMutation } from '../sync/protocol/syncedMutation.ts';
import { withoutErased } from './erasures/knownErasures.ts';
import type { HubTx } from './hubPorts.ts';

export interface Refused {
  change: SyncedChange;
  code: RefusalCode;
}

export function whyOf({ change, code }: Refused): NonNullable<Outcome['why']> {
  return { code, entity: change.entity, id: change.id };
}

/** Refused work is never thrown away: the office can look at it. `changes`: those of it that were refused. */
export async function keepRefused(
  tx: HubTx,
  { device, mutation, erased }: { device: string; mutation: SyncedMutation; erased: ReadonlySet<string> },
  changes: SyncedChange[],
  first: Refused,
): Promise<void> {
  const body = JSON.stringify(withoutErased({ ...mutation, changes }, erased));
  const why = JSON.stringify(whyOf(first));
  await tx.insertInto('quarantine').values({ device, mid: mutation.mid, body, why }).execute();
}
