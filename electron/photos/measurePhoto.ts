import sharp, { type Metadata } from 'sharp';
import { decodeBitmap, hasAllPixels, readBitmapHeader } from './decodeBitmap.ts';
import { type Background, measureBackground } from './measureBackground.ts';
import { PRINT_CELLS, photoPrint } from './photoPrint.ts';
import { averagePicture, type Picture, shrinkPicture } from './picture.ts';
import { MAX_PIXELS, readPicture } from './readPicture.ts';
import { type ImageFormat, sniffImage } from './sniffImage.ts';
import { statesResolution } from './statesResolution.ts';

export interface PhotoProperties {
  format: ImageFormat;
  /** Pixels as stored: an orientation tag is not applied. */
  width: number;
  height: number;
  /** As the file states it; null where it says nothing. */
  dpi: number | null;
  channels: number;
  bitsPerChannel: number;
  colour: 'rgb' | 'grey' | 'cmyk' | 'palette' | 'other';
  /** EXIF 1…8; 1, upright, where the file says nothing. */
  orientation: number;
  bytes: number;
  /** The picture decodes, but its decoder met something it had to overlook. */
  doubtful: boolean;
}

/** `background` and `print` are null where its pixels cannot be told. */
export interface PhotoMeasures {
  properties: PhotoProperties;
  background: Background | null;
  /** See photoPrint. */
  print: Int8Array | null;
}

export type MeasuredPhoto =
  | ({ kind: 'photo' } & PhotoMeasures)
  /** Begins like a picture, but is cut off or cannot be decoded to its end. */
  | { kind: 'damaged'; format: ImageFormat | null }
  /** A kind of picture that nothing here can show (HEIC). */
  | { kind: 'unreadable-format'; format: ImageFormat }
  | { kind: 'too-large'; format: ImageFormat }
  | { kind: 'not-an-image' };

/**
 * Reads what the file really is and decodes all of it, once. `onPicture` is given the upright pixels of a sound
 * photo, for whoever wants to look closer. Never throws for what is wrong with the bytes.
 */
export async function measurePhoto(
  bytes: Uint8Array,
  onPicture?: (picture: Picture) => void,
): Promise<MeasuredPhoto> {
  if (bytes.length === 0) return { kind: 'damaged', format: null };
  const format = sniffImage(bytes);
  if (format === null) return { kind: 'not-an-image' };
  if (format === 'bmp') return measureBitmap(bytes, onPicture);
  try {
    const metadata = await sharp(bytes, { failOn: 'error', limitInputPixels: MAX_PIXELS }).metadata();
    const { soundness, picture } = await decodeWhole(bytes, metadata);
    if (soundness === 'damaged') return { kind: 'damaged', format };
    if (picture) onPicture?.(picture);
    return {
      kind: 'photo',
      properties: propertiesOf(metadata, format, bytes, soundness === 'doubtful'),
      ...lookAt(picture, metadata.space !== 'cmyk' || metadata.icc !== undefined),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (message.includes('pixel limit')) return { kind: 'too-large', format };
    return { kind: format === 'heif' ? 'unreadable-format' : 'damaged', format };
  }
}

interface Decoded {
  soundness: 'sound' | 'doubtful' | 'damaged';
  picture: Picture | null;
}

/**
 * Decodes once where all is well. Warnings count for JPEG only: there they tell of lost picture data, elsewhere
 * mostly of odd profiles.
 */
async function decodeWhole(bytes: Uint8Array, metadata: Metadata): Promise<Decoded> {
  const decode = async (
    failOn: 'warning' | 'error',
  ): Promise<{ complaint: string | null; picture: Picture | null }> => {
    try {
      return { complaint: null, picture: await readPicture(bytes, metadata, failOn) };
    } catch (error) {
      return { complaint: error instanceof Error ? error.message : String(error), picture: null };
    }
  };
  const strict = metadata.format === 'jpeg';
  const first = await decode(strict ? 'warning' : 'error');
  if (first.complaint === null) return { soundness: 'sound', picture: first.picture };
  // What libjpeg says when the data of the picture ran out or made no sense, and it filled the rest with grey.
  if (!strict || /premature end|bad Huffman code/i.test(first.complaint)) {
    return { soundness: 'damaged', picture: null };
  }
  const lenient = await decode('error');
  return { soundness: lenient.complaint === null ? 'doubtful' : 'damaged', picture: lenient.picture };
}

/** What ink colours (CMYK) look like only their profile says: without one they are not told. */
function lookAt(picture: Picture | null, sureColours = true): Pick<PhotoMeasures, 'background' | 'print'> {
  if (picture === null) return { background: null, print: null };
  const cells = averagePicture(picture, PRINT_CELLS.width, PRINT_CELLS.height);
  const background = sureColours ? measureBackground(shrinkPicture(cells, 60, 80)) : null;
  return { background, print: photoPrint(cells) };
}

function propertiesOf(
  metadata: Metadata,
  format: ImageFormat,
  bytes: Uint8Array,
  doubtful: boolean,
): PhotoProperties {
  return {
    format,
    width: metadata.width,
    height: metadata.height,
    dpi: statesResolution(bytes, format) ? (metadata.density ?? null) : null,
    channels: metadata.channels,
    bitsPerChannel: metadata.bitsPerSample ?? BITS[metadata.depth] ?? 0,
    colour: metadata.isPalette ? 'palette' : (COLOURS[metadata.space] ?? 'other'),
    orientation: metadata.orientation ?? 1,
    bytes: bytes.length,
    doubtful,
  };
}

const BITS: Record<string, number> = {
  uchar: 8,
  char: 8,
  ushort: 16,
  short: 16,
  uint: 32,
  int: 32,
  float: 32,
};
const COLOURS: Record<string, PhotoProperties['colour']> = {
  srgb: 'rgb',
  rgb: 'rgb',
  rgb16: 'rgb',
  'b-w': 'grey',
  grey16: 'grey',
  cmyk: 'cmyk',
};

function measureBitmap(bytes: Uint8Array, onPicture?: (picture: Picture) => void): MeasuredPhoto {
  const header = readBitmapHeader(bytes);
  if (header === null || !hasAllPixels(header, bytes.length)) return { kind: 'damaged', format: 'bmp' };
  if (header.width * header.height > MAX_PIXELS) return { kind: 'too-large', format: 'bmp' };
  const palette = header.bitsPerPixel <= 8;
  const picture = decodeBitmap(bytes);
  if (picture) onPicture?.(picture);
  return {
    kind: 'photo',
    properties: {
      format: 'bmp',
      width: header.width,
      height: header.height,
      dpi: header.dpi,
      channels: palette ? 1 : 3,
      bitsPerChannel: header.bitsPerPixel === 16 ? 5 : Math.min(header.bitsPerPixel, 8),
      colour: palette ? 'palette' : 'rgb',
      orientation: 1,
      bytes: bytes.length,
      doubtful: !header.plain,
    },
    ...lookAt(picture),
  };
}
