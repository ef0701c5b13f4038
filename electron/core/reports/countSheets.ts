import type { ReportRequest } from '../../../shared/contract/reports.ts';
import { GROUP_FIELDS } from '../../campaigns/groupFields.ts';
import { COLLEGE_REPORTS } from '../../reports/text/sheetText.ts';
import type { PhotoWall } from '../PhotoWall.ts';
import type { Services } from '../services.ts';
import { countChaseNotices } from './collectChaseNotices.ts';
import { countCollegeReport } from './collectCollegeReport.ts';
import { queryOf } from './groupStudents.ts';

/** How many sheets and students a request covers. */
export async function countSheets(
  services: Services,
  wall: PhotoWall,
  request: ReportRequest,
): Promise<{ sheets: number; students: number }> {
  const kind = COLLEGE_REPORTS.find((one) => one === request.kind);
  if (kind) return countCollegeReport(services, wall, kind, request);
  if (request.kind === 'chase-notice') return countChaseNotices(services, request);
  const campaign = services.index.campaignOf(request.campaign);
  const groups = await services.index.progress(queryOf(request, campaign), GROUP_FIELDS.class);
  return {
    sheets: request.kind === 'statistics' ? 1 : groups.length,
    students: groups.reduce((sum, group) => sum + group.total, 0),
  };
}
