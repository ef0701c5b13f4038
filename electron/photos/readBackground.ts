import sharp, { type Sharp } from 'sharp';
import { decodeBitmap } from './decodeBitmap.ts';
import { type Background, measureBackground } from './measureBackground.ts';

const WIDTH = 60;
const HEIGHT = 80;

/**
 * The background of `picture` as it is seen upright, where it has the size `upright`. Rejects with what the decoder
 * complains about: by asking for the whole picture before it is scaled, every part of it is decoded. (A JPEG that
 * is decoded at a smaller scale keeps quiet about holes in its data.)
 */
export async function readBackground(
  picture: Sharp,
  upright: { width: number; height: number },
): Promise<Background | null> {
  const { data, info } = await picture
    .autoOrient()
    .extract({ left: 0, top: 0, ...upright })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .resize({ width: WIDTH, height: HEIGHT, fit: 'fill', kernel: 'linear' })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return info.channels === 3 ? measureBackground(data, WIDTH, HEIGHT) : null;
}

/** Null when the pixels are of a kind that is not read here. */
export async function readBitmapBackground(bytes: Uint8Array): Promise<Background | null> {
  const bitmap = decodeBitmap(bytes);
  if (bitmap === null) return null;
  const { rgb, width, height } = bitmap;
  return readBackground(sharp(rgb, { raw: { width, height, channels: 3 } }), { width, height });
}
