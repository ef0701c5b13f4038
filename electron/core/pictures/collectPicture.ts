import type { PictureRequest, ProgressRow } from '../../../shared/contract/campaigns.ts';
import { studentQuery } from '../../../shared/contract/students.ts';
import { campaignForecast } from '../../../shared/domain/campaignForecast.ts';
import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { GROUP_FIELDS, type GroupBy } from '../../../shared/domain/groupFields.ts';
import { HEAT_LIGHT, heatPicture } from '../../../shared/pictures/heatPicture.ts';
import { PAPER_COLOURS, type Picture } from '../../../shared/pictures/picture.ts';
import { progressPicture } from '../../../shared/pictures/progressPicture.ts';
import { reasonsPicture } from '../../../shared/pictures/reasonsPicture.ts';
import { roundsPicture } from '../../../shared/pictures/roundsPicture.ts';
import { trendPicture } from '../../../shared/pictures/trendPicture.ts';
import type { PictureText } from '../../../shared/text/pictureText.ts';
import { EVERYBODY } from '../../chase/Worklist.ts';
import type { StoredCampaign } from '../../db/tables/campaignTable.ts';
import { countRounds } from '../countRounds.ts';
import { openWorklist } from '../openWorklist.ts';
import type { Services } from '../services.ts';

/** One picture of a campaign on paper, whole: nothing of it is scrolled to. Errors: NOT_FOUND where there is nothing to show. */
export async function collectPicture(
  services: Services,
  campaign: StoredCampaign,
  { picture: kind, college, days }: Pick<PictureRequest, 'picture' | 'college' | 'days'>,
  text: PictureText,
): Promise<Picture<unknown>> {
  const { index, clock } = services;
  const about = { text, colours: PAPER_COLOURS, room: null };
  const fields: Record<string, string[]> = college === null ? {} : { collegeName: [college] };
  const query = studentQuery.parse({ campaign: campaign.id, filter: { fields } });
  const progress = async (by: GroupBy): Promise<readonly ProgressRow[]> => {
    const rows = await index.progress(query, GROUP_FIELDS[by]);
    if (rows.length === 0) throw new AppError('NOT_FOUND', { what: 'students' });
    return rows;
  };
  switch (kind) {
    case 'colleges':
      return progressPicture(await progress('college'), ({ group }) => group[0] || text.none, about);
    case 'classes':
      return progressPicture(await progress('class'), (row) => classNameOf(row, college, text), about);
    case 'heat':
      return heatPicture(await progress('class'), { ...about, heat: HEAT_LIGHT });
    case 'trend': {
      const counted = await index.trend(query);
      const closed = campaign.closedAt !== null;
      const today = beijingDay(campaign.closedAt ?? clock.now());
      const trend = campaignForecast({ ...counted, begun: beijingDay(campaign.createdAt), today });
      const { forecast } = trend;
      const ahead = forecast.kind === 'open' && forecast.pace > 0 && !closed ? forecast : null;
      return trendPicture({ ...trend, today, ahead }, { ...about, closed });
    }
    case 'reasons': {
      const worklist = openWorklist(services, campaign, await index.listed(query));
      const { total, reasons } = worklist.counts(EVERYBODY);
      if (total === 0) throw new AppError('NOT_FOUND', { what: 'students' });
      return reasonsPicture(reasons, about);
    }
    case 'rounds': {
      const rounds = await countRounds(services, campaign, days);
      if (rounds.length === 0) throw new AppError('NOT_FOUND', { what: 'contacts' });
      return roundsPicture(rounds, days, about);
    }
  }
}

/** A class, with its college where several are shown. */
function classNameOf({ group }: ProgressRow, college: string | null, text: PictureText): string {
  const [collegeName, , className] = group;
  const name = className || text.none;
  return college === null ? `${collegeName || text.none} ${name}` : name;
}
