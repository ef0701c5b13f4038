import type { ReportRequest } from '../../../shared/contract/reports.ts';
import type { StudentQuery } from '../../../shared/contract/students.ts';
import { IDENTITY_FLAGS, type Status, UNDONE_STATUSES } from '../../../shared/domain/verificationStatus.ts';
import type { StoredCampaign } from '../../db/tables/campaignTable.ts';
import type { CollegeReportKind } from '../../reports/text/sheetText.ts';
import { queryOf } from './groupStudents.ts';

/** Whose status puts them on a report; null: it is not the status that does. */
const STATUSES_OF: Record<CollegeReportKind, readonly Status[] | null> = {
  unverified: UNDONE_STATUSES,
  corrections: ['disputed'],
  'photo-findings': null,
  'identity-review': Object.values(IDENTITY_FLAGS),
};

/** Whom a report by college lists: of those that a filter already narrows down by status, the ones it is about. Null: nobody. */
export function collegeScope(
  kind: CollegeReportKind,
  request: ReportRequest,
  campaign: StoredCampaign | null,
): StudentQuery | null {
  const query = queryOf(request, campaign);
  const about = STATUSES_OF[kind];
  if (about === null) return query;
  const asked = query.filter.statuses;
  const statuses = about.filter((status) => asked.length === 0 || asked.includes(status));
  return statuses.length === 0 ? null : { ...query, filter: { ...query.filter, statuses } };
}
