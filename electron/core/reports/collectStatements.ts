import type { ReportRequest } from '../../../shared/contract/reports.ts';
import type { StatementData } from '../../reports/reportData.ts';
import type { Services } from '../services.ts';
import { campaignOf, groupStudents, queryOf } from './groupStudents.ts';
import { saidOf } from './saidOf.ts';
import { makeMarks, withCode } from './sheetMarks.ts';

/** A statement for each student of a request. Errors: NOT_FOUND where there is nobody. */
export async function collectStatements(
  services: Services,
  request: ReportRequest,
): Promise<StatementData[]> {
  const campaign = campaignOf(services, request);
  const now = services.clock.now();
  // Also of who is not in the campaign: that is what the statement then says.
  const rows = (await groupStudents(services, queryOf(request, null), campaign, [], now)).flat();
  const marks = makeMarks(services, campaign, rows.length, now);
  const said = saidOf(services, campaign);
  return rows.map((row, index) => {
    const { id, values, status, statusReason, photos } = row;
    return {
      mark: withCode(marks[index]!, row),
      student: { id, values, status, statusReason, said: said(id) },
      photos,
    };
  });
}
