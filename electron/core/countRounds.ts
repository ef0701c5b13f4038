import { studentQuery } from '../../shared/contract/students.ts';
import { type ChaseRound, chaseRounds, type RoundContact } from '../../shared/domain/chaseRounds.ts';
import { beijingDayNumber, dayOfNumber } from '../../shared/domain/daysLeft.ts';
import { VERIFIED_STATUSES } from '../../shared/domain/verificationStatus.ts';
import type { StoredCampaign } from '../db/tables/campaignTable.ts';
import { contactsOfCampaign } from '../db/tables/chaseContactTable.ts';
import type { Services } from './services.ts';

const VERIFIED: ReadonlySet<string> = new Set(VERIFIED_STATUSES);

/** The rounds of chasing that were logged in a campaign, and how many verified within some days of each. */
export async function countRounds(
  { db, index }: Pick<Services, 'db' | 'index'>,
  campaign: StoredCampaign,
  days: number,
): Promise<ChaseRound[]> {
  const { ns, statusOf, verdictDayOf } = await index.listed(studentQuery.parse({ campaign: campaign.id }));
  const members = new Set(ns);
  const doneOn = (n: number) => (VERIFIED.has(statusOf(n)) ? verdictDayOf(n) : null);
  return chaseRounds(
    contactsOf(contactsOfCampaign(db, campaign.id), (n) => members.has(n)),
    doneOn,
    { days, dayName: dayOfNumber },
  );
}

function* contactsOf(
  contacts: ReturnType<typeof contactsOfCampaign>,
  isMember: (n: number) => boolean,
): Generator<RoundContact> {
  for (const [student, made] of contacts) {
    if (!isMember(student)) continue;
    for (const { at, way } of made) yield { student, day: beijingDayNumber(at), way };
  }
}
