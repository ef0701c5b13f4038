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
import { campaignOf, queryOf } from './groupStudents.ts';

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
  const query = isStatement
    ? statementQuery(services, request)
    : queryOf(request, campaignOf(services, request));
  const groups = await services.index.progress(query, GROUP_FIELDS.class);
  const students = groups.reduce((sum, group) => sum + group.total, 0);
  if (request.kind === 'statistics') return { sheets: 1, students };
  return { sheets: isStatement ? students : groups.length, students };
}
