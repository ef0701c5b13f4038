import sharp from 'sharp';
import type { Picture } from '../../../shared/pictures/picture.ts';
import { renderSvg } from './renderSvg.ts';

/** Pixels beyond which no PNG can be made of an SVG. */
export const TALLEST_PNG = 32_000;
/** Pixels of a PNG for each of the picture's: sharp on paper and on screens at 200 %. */
const SCALE = 2;

/** A picture as PNG; `width` and `height` are those of the picture, which has more pixels. Its height is checked by whoever asks. */
export async function renderPng(
  picture: Pick<Picture<unknown>, 'option' | 'height'>,
  width: number,
  head: { title: string; note: string },
): Promise<{ png: Buffer; width: number; height: number }> {
  const { svg, height } = renderSvg(picture, width, head);
  const scale = Math.min(SCALE, TALLEST_PNG / height);
  const png = await sharp(Buffer.from(svg), { density: 72 * scale, limitInputPixels: false })
    .png()
    .toBuffer();
  return { png, width, height };
}
