import type { ImageFormat } from './sniffImage.ts';

/** Where headers end and pictures begin, at the latest. */
const HEAD_BYTES = 64 * 1024;

/**
 * Whether a JPEG or PNG says how many dots there are to an inch: the image library answers 72 where it does not.
 * A JPEG says it in its JFIF header (units 1 or 2) or in EXIF, a PNG in pHYs. Of other formats: true.
 */
export function statesResolution(bytes: Uint8Array, format: ImageFormat): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES));
  if (format === 'png') return head.includes('pHYs', 0, 'latin1');
  if (format !== 'jpeg') return true;
  const jfif = head.indexOf('JFIF\0', 0, 'latin1');
  // Five bytes of name, two of version, then the units: 0 is a mere aspect ratio (ITU-T T.871, 10.1).
  const units = jfif >= 0 ? (head[jfif + 7] ?? 0) : 0;
  return units !== 0 || head.includes('Exif\0\0', 0, 'latin1');
}
