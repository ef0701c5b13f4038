import { useQuery } from '@tanstack/react-query';
import type { Campaign } from '../../shared/contract/campaigns.ts';
import { orpc } from '../rpc/core.ts';
import { usePreferences } from './preferences.ts';

/** The campaign that a choice of `null` means: the newest that is open. */
export function newestOpen(campaigns: readonly Campaign[]): Campaign | null {
  let newest: Campaign | null = null;
  for (const entry of campaigns) {
    if (entry.closedAt === null && (newest === null || entry.createdAt > newest.createdAt)) newest = entry;
  }
  return newest;
}

/** The campaign that the window is about now; null: there is none (or the list is not here yet). */
export function useCampaign(): Campaign | null {
  const chosen = usePreferences((state) => state.campaign);
  const { data: campaigns } = useQuery(orpc.campaigns.list.queryOptions());
  if (campaigns === undefined) return null;
  return campaigns.find((entry) => entry.id === chosen) ?? newestOpen(campaigns);
}
