import type { FacetField } from '../../../shared/domain/studentFields.ts';
import type { StatusInput } from '../../../shared/domain/verificationStatus.ts';
import type { StoredCampaign } from '../../db/tables/campaignTable.ts';

/** What of a campaign the statuses follow from. */
export interface StatusRules {
  campaign: string;
  type: StatusInput['campaignType'];
  lockRule: StatusInput['lockRule'];
  population: Partial<Record<FacetField, string[]>>;
  /** When the campaign was closed; null: it is open. */
  closedAt: number | null;
}

/** No campaign yet: everybody takes part in nothing, so that lists can be read all the same. */
const NO_CAMPAIGN: StatusRules = {
  campaign: '',
  type: 'enrolled-record',
  lockRule: '24h',
  population: {},
  closedAt: null,
};

export function statusRules(campaign: StoredCampaign | null): StatusRules {
  if (campaign === null) return NO_CAMPAIGN;
  const { id, type, lockRule, population, closedAt } = campaign;
  return { campaign: id, type, lockRule, population, closedAt };
}
