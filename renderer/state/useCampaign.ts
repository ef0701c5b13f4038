import { useQuery } from '@tanstack/react-query';
import type { Campaign } from '../../shared/contract/campaigns.ts';
import { currentCampaign } from '../../shared/domain/currentCampaign.ts';
import { orpc } from '../rpc/core.ts';
import { usePreferences } from './preferences.ts';

/** The campaign that the window is about now, or the one named; null: there is none (or the list is not here yet). */
export function useCampaign(only: string | null = null): Campaign | null {
  const chosen = usePreferences((state) => state.campaign);
  const { data: campaigns } = useQuery(orpc.campaigns.list.queryOptions());
  if (campaigns === undefined) return null;
  return campaigns.find((entry) => entry.id === (only ?? chosen)) ?? currentCampaign(campaigns);
}
