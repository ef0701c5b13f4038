import type { ReportRequest } from '../../../shared/contract/reports.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { GROUP_FIELDS } from '../../../shared/domain/groupFields.ts';
import type { StatisticsData } from '../../reports/reportData.ts';
import type { Services } from '../services.ts';
import { campaignOf, queryOf } from './groupStudents.ts';
import type { MakeMarks } from './sheetMarks.ts';

/** The counts of one 核对统计表. Errors: NOT_FOUND where there is nobody. */
export async function collectStatistics(
  services: Services,
  request: ReportRequest,
  makeMarks: MakeMarks,
): Promise<StatisticsData> {
  const campaign = campaignOf(services, request);
  const now = services.clock.now();
  const rows = await services.index.progress(queryOf(request, campaign), GROUP_FIELDS[request.by]);
  if (rows.length === 0) throw new AppError('NOT_FOUND', { what: 'students' });
  const [mark] = makeMarks(services, campaign, 1, now);
  return {
    mark: mark!,
    by: request.by,
    rows: rows.map(({ group, statuses }) => {
      const named = Object.fromEntries(
        GROUP_FIELDS[request.by].map((field, place) => [field, group[place] || null]),
      );
      return { collegeName: null, ...named, counts: statuses };
    }),
  };
}
