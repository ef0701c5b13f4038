import type { ReportRequest } from '../../../shared/contract/reports.ts';
import { ROUND_DAYS } from '../../../shared/domain/chaseRounds.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { GROUP_FIELDS } from '../../../shared/domain/groupFields.ts';
import type { PictureKind } from '../../../shared/domain/pictureKinds.ts';
import { createText } from '../../../shared/text/createText.ts';
import type { StoredCampaign } from '../../db/tables/campaignTable.ts';
import type { StatisticsData } from '../../reports/reportData.ts';
import { collectPicture } from '../pictures/collectPicture.ts';
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
    pictures: campaign === null ? [] : await picturesOf(services, campaign, request, rows.length),
    rows: rows.map(({ group, statuses }) => {
      const named = Object.fromEntries(
        GROUP_FIELDS[request.by].map((field, place) => [field, group[place] || null]),
      );
      return { collegeName: null, ...named, counts: statuses };
    }),
  };
}

/** Beyond so many classes a field of the heat map would be a dot on paper. */
const MOST_FIELDS = 1_200;

/** How far the colleges are, where it leads, and every class; only of a whole campaign. */
async function picturesOf(
  services: Services,
  campaign: StoredCampaign,
  request: ReportRequest,
  groups: number,
): Promise<NonNullable<StatisticsData['pictures']>> {
  const narrowed = Object.keys(request.filter.fields).length > 0;
  if (narrowed) return [];
  const kinds: PictureKind[] = ['colleges', 'trend'];
  if (request.by === 'class' && groups <= MOST_FIELDS) kinds.push('heat');
  const text = createText('zh').picture;
  return Promise.all(
    kinds.map(async (picture) => ({
      title: text.title[picture],
      picture: await collectPicture(services, campaign, { picture, college: null, days: ROUND_DAYS }, text),
    })),
  );
}
