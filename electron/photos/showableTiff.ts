import sharp from 'sharp';

/** As large as a screen can use; a scan may have many times more. */
const MOST_PIXELS_WIDE = 4000;

/** A scan as a picture that a window can show: none shows TIFF. Upright, as people see it. */
export function showableTiff(bytes: Uint8Array): Promise<Buffer> {
  return sharp(bytes).rotate().resize({ width: MOST_PIXELS_WIDE, withoutEnlargement: true }).png().toBuffer();
}
