import type { ReportRequest } from '../../../shared/contract/reports.ts';
import { deadlineFinder } from '../../../shared/domain/campaignDeadlines.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { GROUP_FIELDS } from '../../../shared/domain/groupFields.ts';
import type { Listing, Worklist } from '../../chase/Worklist.ts';
import { EVERYBODY } from '../../chase/Worklist.ts';
import { campaignDeadlines } from '../../db/tables/campaignDeadlineTable.ts';
import type { StoredCampaign } from '../../db/tables/campaignTable.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';
import type { ChaseNoticeData } from '../../reports/reportData.ts';
import { openWorklist } from '../openWorklist.ts';
import { noteStudents } from '../people/noteStudents.ts';
import type { Services } from '../services.ts';
import { campaignOf, groupByFields, queryOf } from './groupStudents.ts';
import type { MakeMarks } from './sheetMarks.ts';

/** A notice for each class that has anybody to chase. Errors: NOT_FOUND where there is nobody. */
export async function collectChaseNotices(
  services: Services,
  request: ReportRequest,
  makeMarks: MakeMarks,
): Promise<ChaseNoticeData[]> {
  const { db, clock } = services;
  const campaign = campaignOf(services, request);
  if (!campaign) throw new AppError('NOT_FOUND', { what: 'campaign' });
  const now = clock.now();
  const { worklist, listing } = await worklistOf(services, request, campaign);
  // By class, not by what is most pressing.
  const ns = listing.ns.filter((n) => worklist.isChased(n));
  const classes = await groupByFields(services, ns, campaign, GROUP_FIELDS.class, now);
  const marks = makeMarks(services, campaign, classes.length, now);
  const deadlines = deadlineFinder(campaign.deadline, campaignDeadlines(db, campaign.id));
  return classes.map((rows, index) => {
    const { collegeName, majorName, className, counsellor } = rows[0]!.values;
    const students = rows.map(({ id, values, status }) => ({
      id,
      name: values.name,
      studentNo: values.studentNo,
      status,
      reason: worklist.reasonOf(studentNumberOf(db, id)!),
    }));
    const { deadline } = deadlines(collegeName ?? '', className ?? '');
    return {
      mark: marks[index]!,
      collegeName,
      majorName,
      className,
      counsellor,
      deadline,
      students,
    };
  });
}

/** How many notices and students a request covers. */
export async function countChaseNotices(
  services: Services,
  request: ReportRequest,
): Promise<{ sheets: number; students: number }> {
  const campaign = campaignOf(services, request);
  if (!campaign) return { sheets: 0, students: 0 };
  const { worklist } = await worklistOf(services, request, campaign);
  const groups = worklist.groups(EVERYBODY, GROUP_FIELDS.class);
  return { sheets: groups.length, students: groups.reduce((sum, { total }) => sum + total, 0) };
}

async function worklistOf(
  services: Services,
  request: ReportRequest,
  campaign: StoredCampaign,
): Promise<{ worklist: Worklist; listing: Listing }> {
  const listing = await services.index.listed(queryOf(request, campaign));
  noteStudents(listing.ns);
  return { worklist: openWorklist(services, campaign, listing), listing };
}
