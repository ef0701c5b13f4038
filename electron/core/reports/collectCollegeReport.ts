import type { WallItem } from '../../../shared/contract/photos.ts';
import type { ReportRequest } from '../../../shared/contract/reports.ts';
import type { StudentQuery, StudentRow } from '../../../shared/contract/students.ts';
import { deadlineFinder } from '../../../shared/domain/campaignDeadlines.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { GROUP_FIELDS } from '../../../shared/domain/groupFields.ts';
import { campaignDeadlines } from '../../db/tables/campaignDeadlineTable.ts';
import type { StoredCampaign } from '../../db/tables/campaignTable.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';
import type { CollegeSheetData, ListedStudent } from '../../reports/reportData.ts';
import type { CollegeReportKind } from '../../reports/text/sheetText.ts';
import { openWorklist } from '../openWorklist.ts';
import type { PhotoWall } from '../PhotoWall.ts';
import type { Services } from '../services.ts';
import { checked } from './collectClassSheets.ts';
import { collegeScope } from './collegeScope.ts';
import { campaignOf, groupByFields } from './groupStudents.ts';
import { saidOf } from './saidOf.ts';
import type { MakeMarks } from './sheetMarks.ts';

/** A sheet a college of the students that a report is about. Errors: NOT_FOUND where there is nobody. */
export async function collectCollegeReport(
  services: Services,
  wall: PhotoWall,
  kind: CollegeReportKind,
  request: ReportRequest,
  makeMarks: MakeMarks,
): Promise<CollegeSheetData[]> {
  const campaign = campaignOf(services, request);
  const now = services.clock.now();
  const scope = collegeScope(kind, request, campaign);
  if (scope === null) throw new AppError('NOT_FOUND', { what: 'students' });
  const retakes = new Map<string, WallItem>();
  let ns: Uint32Array;
  if (kind === 'photo-findings') {
    const found = await wall.retakes(scope);
    for (const { item } of found) retakes.set(item.id, item);
    ns = Uint32Array.from(found, ({ n }) => n);
  } else ({ ns } = await services.index.find(scope));
  const colleges = await groupByFields(services, ns, campaign, GROUP_FIELDS.college, now);
  const marks = makeMarks(services, campaign, colleges.length, now);
  const chase = kind === 'unverified' && campaign ? await chasedBy(services, campaign, scope) : () => null;
  const said = kind === 'corrections' ? saidOf(services, campaign) : () => null;
  return colleges.map((rows, index) => {
    const students = rows.map(
      (row): ListedStudent => ({
        ...checked(row),
        statusReason: row.statusReason,
        chase: chase(row),
        said: said(row.id),
        photoTrouble: troubleOf(retakes.get(row.id)),
      }),
    );
    return {
      mark: marks[index]!,
      collegeName: rows[0]!.values.collegeName,
      deadline: campaign?.deadline ?? null,
      students,
    };
  });
}

/** How many sheets and students a report by college covers. */
export async function countCollegeReport(
  services: Services,
  wall: PhotoWall,
  kind: CollegeReportKind,
  request: ReportRequest,
): Promise<{ sheets: number; students: number }> {
  const campaign = campaignOf(services, request);
  const scope = collegeScope(kind, request, campaign);
  if (scope === null) return { sheets: 0, students: 0 };
  if (kind === 'photo-findings') {
    const { colleges, students } = await wall.countRetakes(scope);
    return { sheets: colleges, students };
  }
  const groups = await services.index.progress(scope, GROUP_FIELDS.college);
  return { sheets: groups.length, students: groups.reduce((sum, { total }) => sum + total, 0) };
}

/** Why a student of the campaign is not done, and until when the class has time. */
async function chasedBy(
  services: Services,
  campaign: StoredCampaign,
  scope: StudentQuery,
): Promise<(row: Pick<StudentRow, 'id' | 'values'>) => ListedStudent['chase']> {
  const { db, index } = services;
  const worklist = openWorklist(services, campaign, await index.listed(scope));
  const deadlines = deadlineFinder(campaign.deadline, campaignDeadlines(db, campaign.id));
  return ({ id, values: { collegeName, className } }) => {
    const n = studentNumberOf(db, id)!;
    if (!worklist.isChased(n)) return null;
    return { reason: worklist.reasonOf(n), deadline: deadlines(collegeName ?? '', className ?? '').deadline };
  };
}

function troubleOf(item: WallItem | undefined): ListedStudent['photoTrouble'] {
  if (!item || item.retake === null) return null;
  const { retake: why, review, findings } = item;
  return { why, reasons: review?.reasons ?? [], note: review?.note ?? '', findings };
}
