import type { Campaign } from '../../shared/contract/campaigns.ts';
import { currentCampaign } from '../../shared/domain/currentCampaign.ts';
import { AppError } from '../../shared/domain/errors.ts';
import type { Core } from '../core/core.ts';

/** A campaign by its id, or by its name where only one has it. */
export async function findCampaign(core: Core, idOrName: string): Promise<Campaign> {
  const campaigns = await core.client.campaigns.list();
  const byId = campaigns.find((campaign) => campaign.id === idOrName);
  if (byId) return byId;
  const [found, another] = campaigns.filter((campaign) => campaign.name === idOrName);
  if (!found || another) throw new AppError('NOT_FOUND', { what: 'campaign' });
  return found;
}

/** The id of the campaign that an option names; null where none was named. */
export async function campaignId(core: Core, idOrName: string | undefined): Promise<string | null> {
  return idOrName === undefined ? null : (await findCampaign(core, idOrName)).id;
}

/** The id of the campaign that an option names, else of the current one; null: there is none. */
export async function campaignOrCurrent(core: Core, idOrName: string | undefined): Promise<string | null> {
  const named = await campaignId(core, idOrName);
  return named ?? currentCampaign(await core.client.campaigns.list())?.id ?? null;
}
