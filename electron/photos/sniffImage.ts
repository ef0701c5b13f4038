export const IMAGE_FORMATS = ['jpeg', 'png', 'gif', 'bmp', 'tiff', 'webp', 'heif'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** So many bytes from the start of a file are enough to tell. */
export const SNIFF_BYTES = 32;

const BITMAP_HEADER_SIZES = new Set([40, 52, 56, 64, 108, 124]);
const HEIF_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1', 'avif', 'avis']);

/** The format by content, never by name; null for what is no picture of pixels (SVG is a document, not a photo). */
export function sniffImage(bytes: Uint8Array): ImageFormat | null {
  const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'gif';
  if (text(0, 2) === 'BM' && BITMAP_HEADER_SIZES.has(bytes[14] ?? 0) && bytes[15] === 0) return 'bmp';
  if (text(0, 4) === 'II*\0' || text(0, 4) === 'MM\0*') return 'tiff';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
  if (text(4, 8) === 'ftyp' && HEIF_BRANDS.has(text(8, 12))) return 'heif';
  return null;
}
