import type { Campaign } from '../../shared/contract/campaigns.ts';

/** The campaign that a choice of `null` means: the newest that is open. */
export function newestOpen(campaigns: readonly Campaign[]): Campaign | null {
  let newest: Campaign | null = null;
  for (const entry of campaigns) {
    if (entry.closedAt === null && (newest === null || entry.createdAt > newest.createdAt)) newest = entry;
  }
  return newest;
}
