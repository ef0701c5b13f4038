import sharp from 'sharp';
import { MAX_SIGNATURE_BYTES, MAX_SIGNATURE_SIDE } from '../../shared/domain/counterVisit.ts';
import { AppError } from '../../shared/domain/errors.ts';

/** A white sheet's channels hardly spread; the thinnest stroke of a pen spreads them more than this. */
const LEAST_SPREAD = 1;

/**
 * A drawn signature made a picture of our own: black on white, nothing kept of what else the file held. Throws USAGE
 * where it is no PNG of the stated size, can't be decoded, or nothing is drawn on it.
 */
export async function readSignature(base64: string): Promise<Buffer> {
  const bytes = Buffer.from(base64, 'base64');
  const refused = (cause?: unknown) => new AppError('USAGE', { case: 'signature' }, { cause });
  if (bytes.length === 0 || bytes.length > MAX_SIGNATURE_BYTES) throw refused();
  try {
    const { format, width, height } = await sharp(bytes).metadata();
    if (format !== 'png' || width > MAX_SIGNATURE_SIDE || height > MAX_SIGNATURE_SIDE) throw refused();
    const flat = await sharp(bytes, { failOn: 'warning', limitInputPixels: MAX_SIGNATURE_SIDE ** 2 })
      .flatten({ background: '#ffffff' })
      .greyscale()
      .png({ compressionLevel: 9 })
      .toBuffer();
    const { channels } = await sharp(flat).stats();
    if (channels.every(({ stdev }) => stdev < LEAST_SPREAD)) throw refused();
    return flat;
  } catch (error) {
    throw error instanceof AppError ? error : refused(error);
  }
}
