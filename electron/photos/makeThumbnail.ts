import sharp from 'sharp';
import { decodeBitmap } from './decodeBitmap.ts';
import { MAX_PIXELS } from './readPicture.ts';
import { sniffImage } from './sniffImage.ts';

export const THUMBNAIL_WIDTH = 120;
const QUALITY = 82;

/** A small upright JPEG for lists; null for bytes that cannot be shown as a picture. The photo itself stays as it is. */
export async function makeThumbnail(bytes: Uint8Array, width = THUMBNAIL_WIDTH): Promise<Buffer | null> {
  const format = sniffImage(bytes);
  const bitmap = format === 'bmp' ? decodeBitmap(bytes) : null;
  if (format === null || (format === 'bmp' && bitmap === null)) return null;
  const picture =
    bitmap === null
      ? sharp(bytes, { failOn: 'error', limitInputPixels: MAX_PIXELS }).autoOrient()
      : sharp(bitmap.rgb, { raw: { width: bitmap.width, height: bitmap.height, channels: 3 } });
  try {
    return await picture
      .resize({ width, withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality: QUALITY })
      .toBuffer();
  } catch {
    // sharp rejects for nothing but the picture itself: cut off, or of a kind that it cannot decode.
    return null;
  }
}
