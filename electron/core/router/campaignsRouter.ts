import { campaignDraft, type ProgressRow, pictureRequest } from '../../../shared/contract/campaigns.ts';
import { type StudentQuery, studentQuery } from '../../../shared/contract/students.ts';
import { CAMPAIGN_PARTS, campaignPhase, isPartLocked } from '../../../shared/domain/campaignEdits.ts';
import { campaignForecast } from '../../../shared/domain/campaignForecast.ts';
import { beijingDay, daysLeft } from '../../../shared/domain/daysLeft.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { GROUP_FIELDS } from '../../../shared/domain/groupFields.ts';
import type { FacetField } from '../../../shared/domain/studentFields.ts';
import type { Status } from '../../../shared/domain/verificationStatus.ts';
import { campaignClosings } from '../../campaigns/campaignClosings.ts';
import { closeCampaign, reopenCampaign } from '../../campaigns/closeCampaign.ts';
import { deadlineItems } from '../../campaigns/deadlineItems.ts';
import { recordVerdict } from '../../campaigns/recordVerdict.ts';
import { editCampaign, makeCampaign } from '../../campaigns/saveCampaign.ts';
import { setDeadlines } from '../../campaigns/setDeadlines.ts';
import { campaignDeadlines } from '../../db/tables/campaignDeadlineTable.ts';
import { campaignById, campaigns, type StoredCampaign } from '../../db/tables/campaignTable.ts';
import { campaignUse } from '../../db/tables/campaignUse.ts';
import { studentsByN } from '../../db/tables/studentTable.ts';
import type { PhotoWall } from '../PhotoWall.ts';
import { seenCampaign, seesCollege } from '../scoped.ts';
import { selectMembers } from '../selectStudents.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

/** Students named of those who came after a campaign's end. */
const MOST_NAMED = 200;
const NOBODY: ProgressRow = { group: [], total: 0, statuses: {}, overdue: 0, due: null };

const query = (part: Partial<StudentQuery>): StudentQuery => studentQuery.parse(part);

export function campaignsRouter(procedures: Procedures, services: Services, wall: PhotoWall) {
  const { db, index, clock, writes } = services;

  const campaignOf = (id: string): StoredCampaign => {
    const campaign = campaignById(db, id);
    if (!campaign) throw new AppError('NOT_FOUND', { what: 'campaign' });
    return campaign;
  };

  const progressOf = async (campaign: StoredCampaign | null, by: FacetField[]) => {
    const all = query({ campaign: campaign?.id ?? null });
    const [total = NOBODY] = await index.progress(all, []);
    return { rows: await index.progress(all, by), total };
  };

  return {
    list: procedures.campaigns.list.handler(() => campaigns(db).map(seenCampaign)),
    create: procedures.campaigns.create.handler(({ input }) =>
      writes.take(() => {
        const draft = campaignDraft.parse(input);
        const made = makeCampaign(services, { ...draft, population: populationOf(draft.population) });
        return { ...made.campaign, batch: made.batch };
      }),
    ),
    update: procedures.campaigns.update.handler(({ input }) =>
      writes.take(() => {
        const { id, population, ...rules } = input;
        const edit = { ...rules, population: population && populationOf(population) };
        return editCampaign(services, campaignOf(id), edit);
      }),
    ),
    editable: procedures.campaigns.editable.handler(({ input }) => {
      const campaign = campaignOf(input.id);
      const use = campaignUse(db, campaign.id);
      const locked = CAMPAIGN_PARTS.filter((part) => isPartLocked(part, use));
      return { phase: campaignPhase(use), ...use, locked };
    }),
    close: procedures.campaigns.close.handler(({ input }) =>
      writes.take(() => closeCampaign(services, campaignOf(input.id))),
    ),
    reopen: procedures.campaigns.reopen.handler(({ input }) =>
      writes.take(() => reopenCampaign(services, campaignOf(input.id), input.reason.trim())),
    ),
    archive: procedures.campaigns.archive.handler(async ({ input, signal }) => {
      const campaign = campaignOf(input.id);
      const { archiveCampaign } = await import('../archiveCampaign.ts');
      return stream(
        archiveCampaign(services, wall, { campaign, unmasked: input.unmasked }, signal),
        services,
      );
    }),
    joinedLater: procedures.campaigns.joinedLater.handler(async ({ input }) => {
      const ns = await index.joinedLater(campaignOf(input.id).id);
      const items = studentsByN(db, [...ns.subarray(0, MOST_NAMED)]).map(({ id, values }) => ({
        id,
        name: values.name,
        collegeName: values.collegeName,
        className: values.className,
      }));
      return { total: ns.length, items };
    }),
    picture: procedures.campaigns.picture.handler(async ({ input }) => {
      const campaign = campaignOf(input.campaign);
      const { writePicture } = await import('../pictures/writePicture.ts');
      return writePicture(services, campaign, pictureRequest.parse(input));
    }),
    closings: procedures.campaigns.closings.handler(({ input }) => campaignClosings(db, input.id)),
    countPopulation: procedures.campaigns.countPopulation.handler(async ({ input }) => {
      const { total } = await index.facets(
        query({ filter: { ...query({}).filter, fields: input.population } }),
        [],
      );
      return { total };
    }),
    progress: procedures.campaigns.progress.handler(async ({ input }) => {
      const campaign = index.campaignOf(input.campaign);
      return {
        campaign: seenCampaign(campaign),
        at: clock.now(),
        ...(await progressOf(campaign, GROUP_FIELDS[input.by])),
      };
    }),
    deadlines: procedures.campaigns.deadlines.handler(async ({ input }) => {
      const campaign = campaignOf(input.campaign);
      const { college } = input;
      const fields: Partial<Record<FacetField, string[]>> =
        college === null ? {} : { collegeName: [college] };
      const counted = await index.progress(
        query({ campaign: campaign.id, filter: { ...query({}).filter, fields } }),
        college === null ? ['collegeName'] : ['collegeName', 'className'],
      );
      const rules = campaignDeadlines(db, campaign.id).filter((rule) => seesCollege(rule.collegeName));
      return {
        campaign: seenCampaign(campaign),
        at: campaign.closedAt ?? clock.now(),
        items: deadlineItems(campaign.deadline, rules, college, counted),
      };
    }),
    setDeadlines: procedures.campaigns.setDeadlines.handler(({ input }) =>
      writes.take(() => setDeadlines(services, input.campaign, input.rules)),
    ),
    trend: procedures.campaigns.trend.handler(async ({ input }) => {
      const campaign = campaignOf(input.campaign);
      const counted = await index.trend(
        query({ campaign: campaign.id, filter: { ...query({}).filter, fields: input.fields } }),
      );
      const today = beijingDay(campaign.closedAt ?? clock.now());
      const begun = beijingDay(campaign.createdAt);
      return { campaign: seenCampaign(campaign), today, ...campaignForecast({ ...counted, begun, today }) };
    }),
    overview: procedures.campaigns.overview.handler(async ({ input }) => {
      const campaign = index.campaignOf(input.campaign);
      const { rows, total } = await progressOf(campaign, ['collegeName']);
      const left = campaign ? daysLeft(campaign.deadline, clock.now()) : null;
      const of = (...statuses: Status[]) =>
        statuses.reduce((sum, status) => sum + (total.statuses[status] ?? 0), 0);
      const list = (statuses: Status[]) =>
        query({ campaign: campaign?.id ?? null, filter: { ...query({}).filter, statuses } });
      const differing = query({
        campaign: campaign?.id ?? null,
        filter: { ...query({}).filter, differing: true },
      });
      const identity: Status[] = ['identity-failed', 'identity-uncertain', 'identity-abnormal'];
      const attention = [
        { kind: 'identity' as const, count: of(...identity), query: list(identity) },
        { kind: 'disputed' as const, count: of('disputed'), query: list(['disputed']) },
        { kind: 'stale' as const, count: of('stale'), query: list(['stale']) },
        {
          kind: 'record-not-found' as const,
          count: of('record-not-found'),
          query: list(['record-not-found']),
        },
        { kind: 'photo-missing' as const, count: of('photo-missing'), query: list(['photo-missing']) },
        {
          kind: 'differing' as const,
          count: (await index.facets(differing, [])).total,
          query: differing,
        },
        {
          kind: 'overdue' as const,
          count: total.overdue,
          query: query({ campaign: campaign?.id ?? null, filter: { ...query({}).filter, overdue: true } }),
        },
        { kind: 'window-open' as const, count: of('verified-open'), query: list(['verified-open']) },
      ];
      return {
        campaign: seenCampaign(campaign),
        daysLeft: left?.days ?? null,
        workingDaysLeft: left?.workingDays ?? null,
        total,
        colleges: rows,
        attention: attention.filter((item) => item.count > 0),
      };
    }),
    record: procedures.campaigns.record.handler(({ input }) =>
      writes.take(() =>
        recordVerdict(
          { ...services, membersOf: (selection, campaign) => selectMembers(services, selection, campaign) },
          input,
        ),
      ),
    ),
  };
}

/** Without the fields that name nothing. */
function populationOf(
  population: Partial<Record<FacetField, string[] | undefined>>,
): StoredCampaign['population'] {
  return Object.fromEntries(
    Object.entries(population).filter((entry): entry is [FacetField, string[]] => entry[1] !== undefined),
  ) as StoredCampaign['population'];
}
