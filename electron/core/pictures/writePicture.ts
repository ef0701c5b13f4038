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
/** Pixels of a PNG for each of the picture's: sharp on paper and on screens at 200 %. */
const SCALE = 2;
/** Pixels beyond which no PNG can be made of an SVG. */
const TALLEST = 32_000;

/** A picture of a campaign as a file to take away. Errors: those of collectPicture; USAGE
 * where a PNG would be too tall. */
export async function writePicture(
  services: Services,
  campaign: StoredCampaign,
  request: PictureRequest,
): Promise<{ download: string; fileName: string; table: { head: string[]; rows: string[][] } }> {
  const text = createText(request.language).picture;
  const picture = await collectPicture(services, campaign, request, text);
  const [{ renderSvg }, { default: sharp }] = await Promise.all([
    import('../../reports/pictures/renderSvg.ts'),
    import('sharp'),
  ]);
  const now = services.clock.now();
  const title = [text.title[request.picture], request.college].filter(Boolean).join(' · ');
  const note = [schoolOf(services.db)?.name, campaign.name, beijingTime(campaign.closedAt ?? now)]
    .filter(Boolean)
    .join(' · ');
  const { svg, height } = renderSvg(picture, WIDTH, { title, note });
  if (request.format === 'png' && height > TALLEST) throw new AppError('USAGE', { case: 'picture-tall' });
  const scale = Math.min(SCALE, TALLEST / height);
  const name = `${text.title[request.picture]}-${beijingDay(now)}`;
  const bytes =
    request.format === 'svg'
      ? Buffer.from(svg)
      : await sharp(Buffer.from(svg), { density: 72 * scale, limitInputPixels: false })
          .png()
          .toBuffer();
  const download = await writeDownload(services.downloads, [name, request.format], async (sink) => {
    sink.end(bytes);
  });
  return { download, fileName: `${name}.${request.format}`, table: picture.table };
}
