/**
 * Windows bitmaps (.bmp), which old card readers and registration programs write and which sharp cannot read.
 * Layout: BITMAPFILEHEADER and BITMAPINFOHEADER of the Windows GDI documentation; rows are padded to four bytes
 * and stand bottom-up unless the height is negative.
 */
export interface BitmapHeader {
  width: number;
  height: number;
  topDown: boolean;
  bitsPerPixel: number;
  dpi: number | null;
  /** Where the pixels begin. */
  offset: number;
  /** Uncompressed, with 8, 24 or 32 bits a pixel: what `decodeBitmap` reads. */
  plain: boolean;
  paletteOffset: number;
  paletteColours: number;
  /** Bytes that the pixels need; null where they are compressed and the header does not say. */
  pixelBytes: number | null;
}

const INFO_HEADER_AT = 14;
const METRE_IN_INCHES = 39.3701;
const UNCOMPRESSED = 0;

/** Null when the header is cut off or says what cannot be. */
export function readBitmapHeader(bytes: Uint8Array): BitmapHeader | null {
  if (bytes.length < 54) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = view.getInt32(18, true);
  const signedHeight = view.getInt32(22, true);
  const bitsPerPixel = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  const statedBytes = view.getUint32(34, true);
  const perMetre = view.getInt32(38, true);
  const stated = view.getUint32(46, true);
  const height = Math.abs(signedHeight);
  if (width <= 0 || height === 0 || width > 0xffff || height > 0xffff) return null;
  const uncompressed = compression === UNCOMPRESSED;
  return {
    width,
    height,
    topDown: signedHeight < 0,
    bitsPerPixel,
    dpi: perMetre > 0 ? Math.round(perMetre / METRE_IN_INCHES) : null,
    offset: view.getUint32(10, true),
    plain: uncompressed && (bitsPerPixel === 8 || bitsPerPixel === 24 || bitsPerPixel === 32),
    paletteOffset: INFO_HEADER_AT + view.getUint32(INFO_HEADER_AT, true),
    paletteColours: stated === 0 ? 256 : Math.min(stated, 256),
    pixelBytes: uncompressed ? rowBytes(width, bitsPerPixel) * height : statedBytes || null,
  };
}

/** RGB, three bytes a pixel, top row first; null when the pixels are not all there or of a kind not read here. */
export function decodeBitmap(bytes: Uint8Array): { rgb: Buffer; width: number; height: number } | null {
  const header = readBitmapHeader(bytes);
  if (header === null || !header.plain || !hasAllPixels(header, bytes.length)) return null;
  const { width, height, bitsPerPixel, offset } = header;
  const stride = rowBytes(width, bitsPerPixel);
  const step = bitsPerPixel / 8;
  const rgb = Buffer.allocUnsafe(width * height * 3);
  let to = 0;
  for (let row = 0; row < height; row += 1) {
    let from = offset + stride * (header.topDown ? row : height - 1 - row);
    for (let column = 0; column < width; column += 1, from += step, to += 3) {
      const at = step === 1 ? header.paletteOffset + 4 * (bytes[from] ?? 0) : from;
      rgb[to] = bytes[at + 2] ?? 0;
      rgb[to + 1] = bytes[at + 1] ?? 0;
      rgb[to + 2] = bytes[at] ?? 0;
    }
  }
  return { rgb, width, height };
}

export function hasAllPixels(header: BitmapHeader, length: number): boolean {
  const paletteEnd = header.bitsPerPixel <= 8 ? header.paletteOffset + 4 * header.paletteColours : 54;
  return header.offset >= 54 && paletteEnd <= length && header.offset + (header.pixelBytes ?? 0) <= length;
}

function rowBytes(width: number, bitsPerPixel: number): number {
  return Math.ceil((width * bitsPerPixel) / 32) * 4;
}
