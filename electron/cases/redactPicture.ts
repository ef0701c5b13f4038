import sharp from 'sharp';
import { AppError } from '../../shared/domain/errors.ts';

/** A part of a picture that is painted over, in parts of its width and height from the upper left corner, 0 to 1. */
export interface RedactedBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * A new picture with these parts painted black, upright as people see it, without what cameras write beside it. Nothing
 * of what was below is in it. Errors: CASE_EVIDENCE (no picture; a box that covers nothing).
 */
export async function redactPicture(
  picture: Buffer,
  mime: string,
  boxes: readonly RedactedBox[],
): Promise<Buffer> {
  if (!mime.startsWith('image/')) throw new AppError('CASE_EVIDENCE', { case: 'no-picture' });
  const { data, info } = await sharp(picture).rotate().toBuffer({ resolveWithObject: true });
  const { density } = await sharp(picture).metadata();
  const painted = boxes.map((box) => pixelsOf(box, info));
  if (painted.length === 0 || painted.some(({ width, height }) => width < 1 || height < 1)) {
    throw new AppError('CASE_EVIDENCE', { case: 'no-box' });
  }
  const made = sharp(data)
    .composite(
      painted.map(({ left, top, width, height }) => ({
        input: { create: { width, height, channels: 3, background: '#000' } },
        left,
        top,
      })),
    )
    .withMetadata(density ? { density } : {});
  return mime === 'image/png' ? made.png().toBuffer() : made.jpeg({ quality: 92 }).toBuffer();
}

function pixelsOf(box: RedactedBox, { width, height }: { width: number; height: number }) {
  const left = clamp(Math.floor(box.left * width), width);
  const top = clamp(Math.floor(box.top * height), height);
  const right = clamp(Math.ceil((box.left + box.width) * width), width);
  const bottom = clamp(Math.ceil((box.top + box.height) * height), height);
  return { left, top, width: right - left, height: bottom - top };
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}
