import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { inOrder } from '../../../shared/domain/milestones.ts';
import { draftTimetable, notYetIn, saveTimetable } from '../../campaigns/saveTimetable.ts';
import { dayOf, usualMilestone, usualMilestonesOf } from '../../campaigns/usualMilestone.ts';
import { campaignById, type StoredCampaign } from '../../db/tables/campaignTable.ts';
import { milestonesOf } from '../../db/tables/milestoneTable.ts';
import { seenCampaign } from '../scoped.ts';
import type { Services } from '../services.ts';
import type { Procedures } from './answer.ts';

export function timetableRouter(procedures: Procedures, services: Services) {
  const { db, clock, writes } = services;

  const campaignOf = (id: string): StoredCampaign => {
    const campaign = campaignById(db, id);
    if (!campaign) throw new AppError('NOT_FOUND', { what: 'campaign' });
    return campaign;
  };

  return {
    usual: procedures.timetable.usual.handler(({ input }) => ({
      items: usualMilestonesOf(input.type).map((known) => ({
        kind: known.kind,
        name: known.name[input.language ?? 'zh'],
        from: null,
        to: dayOf(known, input.deadline),
        usual: { ...known.usual, sources: known.sources },
      })),
    })),
    of: procedures.timetable.of.handler(({ input }) => {
      const campaign = campaignOf(input.campaign);
      const items = inOrder(milestonesOf(db, campaign.id)).map(({ kind, ...days }) => {
        const known = usualMilestone(kind);
        return { ...days, usual: known && { ...known.usual, sources: known.sources } };
      });
      return {
        campaign: seenCampaign(campaign),
        today: beijingDay(campaign.closedAt ?? clock.now()),
        items,
        offered: notYetIn(db, campaign).length,
      };
    }),
    set: procedures.timetable.set.handler(({ input }) =>
      writes.take(() => saveTimetable(services, campaignOf(input.campaign), input.milestones)),
    ),
    draft: procedures.timetable.draft.handler(({ input }) =>
      writes.take(() => draftTimetable(services, campaignOf(input.campaign), input.language ?? 'zh')),
    ),
  };
}
