import type { ReportRequest } from '../../../shared/contract/reports.ts';
import type { StudentQuery } from '../../../shared/contract/students.ts';
import type { StatementData } from '../../reports/reportData.ts';
import type { Services } from '../services.ts';
import { campaignOf, groupStudents, queryOf } from './groupStudents.ts';
import { saidOf } from './saidOf.ts';
import type { MakeMarks } from './sheetMarks.ts';

/**
 * Whose statements a request is about: also of who is not in the campaign, which is what the statement then says. How
 * students stand is a matter of the chosen campaign, and there only of who is in it.
 */
export function statementQuery(services: Services, request: ReportRequest): StudentQuery {
  const { statuses, overdue } = request.filter;
  const isOfStanding = request.campaign !== null && (statuses.length > 0 || overdue);
  return queryOf(request, isOfStanding ? campaignOf(services, request) : null);
}

/** A statement for each student of a request. Errors: NOT_FOUND where there is nobody. */
export async function collectStatements(
  services: Services,
  request: ReportRequest,
  makeMarks: MakeMarks,
): Promise<StatementData[]> {
  const campaign = campaignOf(services, request);
  const now = services.clock.now();
  const rows = (await groupStudents(services, statementQuery(services, request), campaign, [], now)).flat();
  const marks = makeMarks(services, campaign, rows.length, now);
  const said = saidOf(services, campaign);
  return rows.map((row, index) => {
    const { id, values, status, statusReason, photos } = row;
    return {
      mark: marks[index]!,
      student: { id, values, status, statusReason, said: said(id) },
      photos,
    };
  });
}
