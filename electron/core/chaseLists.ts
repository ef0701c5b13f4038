import { type ChaseQuery, type ChaseSelection, chaseQuery } from '../../shared/contract/chase.ts';
import { deadlineFinder } from '../../shared/domain/campaignDeadlines.ts';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { AppError } from '../../shared/domain/errors.ts';
import type { MessageBasis, MessagedStudent } from '../chase/chaseMessages.ts';
import { keptContacts } from '../chase/keptContacts.ts';
import type { Listing, Worklist } from '../chase/Worklist.ts';
import { campaignDeadlines } from '../db/tables/campaignDeadlineTable.ts';
import type { StoredCampaign } from '../db/tables/campaignTable.ts';
import { logHead } from '../db/tables/logHead.ts';
import { presentId } from '../db/tables/studentAliases.ts';
import { studentNumberOf, studentsByN } from '../db/tables/studentTable.ts';
import { openWorklist } from './openWorklist.ts';
import { schoolOf } from './school.ts';
import { scopeKey } from './scoped.ts';
import type { Services } from './services.ts';

/** Those of a selection who are not done, by n in the order of the list. */
export interface ChosenStudents {
  ns: Uint32Array;
  worklist: Worklist;
  listing: Listing;
  /** Equal as long as nothing was written, no window closed and it is the same day. */
  stamp: string;
}

/** Lists kept, so that scrolling through one does not make it again. */
const KEPT_LISTS = 4;

/** Who is to be chased: the lists that the page, messages and mails are all made from. */
export function chaseLists(services: Services) {
  const { db, index, clock } = services;
  const contactsOf = keptContacts(db);
  const kept = new Map<string, { stamp: string; worklist: Worklist }>();

  const today = () => beijingDay(clock.now());

  const open = (id: string | null): StoredCampaign => {
    const campaign = index.campaignOf(id);
    if (!campaign) throw new AppError('NOT_FOUND', { what: 'campaign' });
    return campaign;
  };

  const stampOf = (version: number) => `${version} ${logHead(db)} ${today()}`;

  /** The list of a query, made anew when anything was written, a window closed or the day changed. */
  const worklistOf = async (
    campaign: StoredCampaign,
    students: ChaseQuery['students'],
  ): Promise<Worklist> => {
    const listing = await index.listed({ ...students, campaign: campaign.id });
    const stamp = stampOf(listing.version);
    const key = JSON.stringify([campaign.id, students, scopeKey()]);
    const known = kept.get(key);
    if (known?.stamp === stamp) return known.worklist;
    const worklist = openWorklist(services, campaign, listing, contactsOf(campaign.id));
    kept.delete(key);
    kept.set(key, { stamp, worklist });
    if (kept.size > KEPT_LISTS) kept.delete(kept.keys().next().value!);
    return worklist;
  };

  const chosen = async (campaign: StoredCampaign, selection: ChaseSelection): Promise<ChosenStudents> => {
    const { students, ...filter } = chaseQuery.parse('ids' in selection ? {} : selection.query);
    const worklist = await worklistOf(campaign, students);
    const listing = await index.listed({ ...students, campaign: campaign.id });
    const basis = { worklist, listing, stamp: stampOf(listing.version) };
    if (!('ids' in selection)) return { ...basis, ns: worklist.find(filter) };
    const numbers = selection.ids.flatMap((id) => studentNumberOf(db, presentId(db, id)) ?? []);
    return { ...basis, ns: Uint32Array.from(numbers.filter((n) => worklist.isChased(n))) };
  };

  /** What all messages of a campaign share. */
  const messageBasis = (campaign: StoredCampaign): MessageBasis => {
    const deadlines = deadlineFinder(campaign.deadline, campaignDeadlines(db, campaign.id));
    return {
      school: schoolOf(db)?.name ?? '',
      campaign: campaign.name,
      deadlineOf: (college, name) => deadlines(college, name).deadline,
      today: today(),
      now: clock.now(),
    };
  };

  /** Students of a list with what a message may say of them. */
  const messaged = (
    { worklist, listing }: Pick<ChosenStudents, 'worklist' | 'listing'>,
    ns: readonly number[],
  ): MessagedStudent[] =>
    studentsByN(db, ns).map(({ n, id, values }) => ({
      id,
      values,
      status: listing.statusOf(n),
      reason: worklist.reasonOf(n),
      promise: worklist.standingOf(n).promise,
    }));

  return { today, open, worklistOf, chosen, messageBasis, messaged };
}
export type ChaseLists = ReturnType<typeof chaseLists>;
