import type { PictureRequest } from '../../../shared/contract/campaigns.ts';
import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { createText } from '../../../shared/text/createText.ts';
import type { StoredCampaign } from '../../db/tables/campaignTable.ts';
import { beijingTime } from '../../reports/beijingTime.ts';
import { schoolOf } from '../school.ts';
import type { Services } from '../services.ts';
import { writeDownload } from '../writeDownload.ts';
import { collectPicture } from './collectPicture.ts';

const WIDTH = 1120;

/** A picture of a campaign as a file to take away. Errors: those of collectPicture; USAGE
 * where a PNG would be too tall. */
export async function writePicture(
  services: Services,
  campaign: StoredCampaign,
  request: PictureRequest,
): Promise<{ download: string; fileName: string; table: { head: string[]; rows: string[][] } }> {
  const text = createText(request.language).picture;
  const picture = await collectPicture(services, campaign, request, text);
  const [{ renderSvg }, { renderPng, TALLEST_PNG }] = await Promise.all([
    import('../../reports/pictures/renderSvg.ts'),
    import('../../reports/pictures/renderPng.ts'),
  ]);
  const now = services.clock.now();
  const title = [text.title[request.picture], request.college].filter(Boolean).join(' · ');
  const note = [schoolOf(services.db)?.name, campaign.name, beijingTime(campaign.closedAt ?? now)]
    .filter(Boolean)
    .join(' · ');
  const name = `${text.title[request.picture]}-${beijingDay(now)}`;
  const head = { title, note };
  if (request.format === 'png' && renderSvg(picture, WIDTH, head).height > TALLEST_PNG) {
    throw new AppError('USAGE', { case: 'picture-tall' });
  }
  const bytes =
    request.format === 'svg'
      ? Buffer.from(renderSvg(picture, WIDTH, head).svg)
      : (await renderPng(picture, WIDTH, head)).png;
  const download = await writeDownload(services.downloads, [name, request.format], async (sink) => {
    sink.end(bytes);
  });
  return { download, fileName: `${name}.${request.format}`, table: picture.table };
}
