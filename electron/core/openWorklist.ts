import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { chaseRules } from '../chase/chaseRules.ts';
import { type Listing, Worklist } from '../chase/Worklist.ts';
import type { StoredCampaign } from '../db/tables/campaignTable.ts';
import { contactsOfCampaign } from '../db/tables/chaseContactTable.ts';
import type { Services } from './services.ts';

/** Who of a listing is to be chased in a campaign, as things stand now. */
export function openWorklist(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  campaign: StoredCampaign,
  listing: Listing,
): Worklist {
  return new Worklist({
    listing,
    contacts: contactsOfCampaign(db, campaign.id),
    rules: chaseRules(db),
    today: beijingDay(clock.now()),
    isAboutGraduationPhoto: campaign.type === 'graduation-photo',
  });
}
