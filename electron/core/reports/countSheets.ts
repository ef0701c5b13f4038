import { CASE_REPORTS, type ReportRequest } from '../../../shared/contract/reports.ts';
import { GROUP_FIELDS } from '../../../shared/domain/groupFields.ts';
import { COLLEGE_REPORTS } from '../../reports/text/sheetText.ts';
import type { PhotoWall } from '../PhotoWall.ts';
import type { Services } from '../services.ts';
import { countCaseForms } from './collectCaseForms.ts';
import { countCaseReport } from './collectCases.ts';
import { countChaseNotices } from './collectChaseNotices.ts';
import { countCollegeReport } from './collectCollegeReport.ts';
import { countSheetsOut } from './collectSheetsOut.ts';
import { countSlips } from './collectSlips.ts';
import { statementQuery } from './collectStatements.ts';
import { campaignOf, groupByFields, queryOf } from './groupStudents.ts';

/** How many sheets and students a request covers. */
export async function countSheets(
  services: Services,
  wall: PhotoWall,
  request: ReportRequest,
): Promise<{ sheets: number; students: number }> {
  const kind = COLLEGE_REPORTS.find((one) => one === request.kind);
  if (kind) return countCollegeReport(services, wall, kind, request);
  if (CASE_REPORTS.includes(request.kind)) return countCaseReport(services, request);
  if (request.kind === 'identity-confirmation') {
    const { students } = await countCollegeReport(services, wall, 'identity-review', request);
    return { sheets: students, students };
  }
  if (request.kind === 'case-form') return countCaseForms(services, request);
  if (request.kind === 'sheets-out') return countSheetsOut(services, request);
  if (request.kind === 'counter-slip') return countSlips(services, request);
  if (request.kind === 'chase-notice') return countChaseNotices(services, request);
  const isStatement = request.kind === 'student-statement';
  const campaign = campaignOf(services, request);
  const query = isStatement ? statementQuery(services, request) : queryOf(request, campaign);
  const groups = await services.index.progress(query, GROUP_FIELDS.class);
  const students = groups.reduce((sum, group) => sum + group.total, 0);
  if (request.kind === 'statistics') return { sheets: 1, students };
  // The numbers of a closed campaign stay, whoever is gone since; sheets are of those who are there.
  const { ns } = await services.index.find(query);
  if (isStatement || ns.length === 0) return { sheets: ns.length, students: ns.length };
  if (ns.length === students) return { sheets: groups.length, students };
  const present = await groupByFields(services, ns, campaign, GROUP_FIELDS.class, services.clock.now());
  return { sheets: present.length, students: ns.length };
}
