import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { chaseRules } from '../chase/chaseRules.ts';
import { type Listing, Worklist, type WorklistBasis } from '../chase/Worklist.ts';
import type { StoredCampaign } from '../db/tables/campaignTable.ts';
import { contactsOfCampaign } from '../db/tables/chaseContactTable.ts';
import { unreachableStudents } from '../db/tables/mailReturnTable.ts';
import type { Services } from './services.ts';

/** Who of a listing is to be chased in a campaign, as things stand now; `contacts`: where they are known already. */
export function openWorklist(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  campaign: StoredCampaign,
  listing: Listing,
  contacts: WorklistBasis['contacts'] = contactsOfCampaign(db, campaign.id),
): Worklist {
  return new Worklist({
    listing,
    contacts,
    rules: chaseRules(db),
    unreachable: unreachableStudents(db),
    today: beijingDay(clock.now()),
    isAboutGraduationPhoto: campaign.type === 'graduation-photo',
  });
}
