import sharp, { type Metadata } from 'sharp';
import type { Picture } from './picture.ts';

/** Decoded at most: more than any camera in a registrar's life, less than what exhausts an office PC. */
export const MAX_PIXELS = 64_000_000;
const DECODE_SECONDS = 20;
/** A picture of more pixels is made smaller while it is decoded, so that a dozen of them fit into memory. */
const PLAIN_PIXELS = 1_500_000;
const LONGEST_SIDE = 960;

/**
 * Decodes all of a photo, once. Rejects with what the decoder complains about: by asking for the whole picture
 * before it is scaled, every part of it is decoded. (A JPEG that is decoded at a smaller scale keeps quiet about
 * holes in its data.) Null when the pixels are of a kind that cannot be told.
 */
export async function readPicture(
  bytes: Uint8Array,
  metadata: Metadata,
  failOn: 'warning' | 'error',
): Promise<Picture | null> {
  const picture = sharp(bytes, {
    failOn,
    // Of RGB the numbers themselves are what the standard names; ink needs its profile to become RGB.
    ignoreIcc: metadata.space !== 'cmyk',
    sequentialRead: true,
    limitInputPixels: MAX_PIXELS,
  }).timeout({ seconds: DECODE_SECONDS });
  // Nine of ten photos are stored as they are seen: nothing but the decoder has to run.
  const upright = isPlain(metadata)
    ? picture
    : picture
        .autoOrient()
        .extract({ left: 0, top: 0, width: metadata.autoOrient.width, height: metadata.autoOrient.height })
        .flatten({ background: '#ffffff' })
        .toColourspace('srgb')
        .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true });
  const { data, info } = await upright.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return info.channels === 3 ? { rgb: data, width: info.width, height: info.height } : null;
}

function isPlain({
  width,
  height,
  space,
  channels,
  depth,
  orientation,
  isPalette,
  hasAlpha,
}: Metadata): boolean {
  return (
    space === 'srgb' &&
    channels === 3 &&
    depth === 'uchar' &&
    !isPalette &&
    !hasAlpha &&
    (orientation ?? 1) === 1 &&
    width * height <= PLAIN_PIXELS
  );
}
