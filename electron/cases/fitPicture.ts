import sharp from 'sharp';

/** A4 at the dots per inch that schools ask for (domain notes §4: ≥ 200 dpi). */
const DPI = 200;
const PAGE = { width: Math.round((210 / 25.4) * DPI), height: Math.round((297 / 25.4) * DPI) };
const MARGIN = Math.round((15 / 25.4) * DPI);
const QUALITIES = [92, 80, 68, 55] as const;
const SMALLER = 0.8;
/** Below, nothing on a proof can be read. */
const LEAST_PIXELS = 400;

/** Both sides of a card on one page of A4, one above the other, as JPEG. */
export async function pageOfSides(sides: readonly Buffer[]): Promise<Buffer> {
  const room = {
    width: PAGE.width - 2 * MARGIN,
    height: Math.floor((PAGE.height - (sides.length + 1) * MARGIN) / sides.length),
  };
  const pictures = await Promise.all(
    sides.map(async (side, at) => {
      const { data, info } = await sharp(side)
        .rotate()
        .flatten({ background: '#fff' })
        .resize({ ...room, fit: 'inside', withoutEnlargement: true })
        .toBuffer({ resolveWithObject: true });
      return {
        input: data,
        left: Math.round((PAGE.width - info.width) / 2),
        top: MARGIN + at * (room.height + MARGIN),
      };
    }),
  );
  return sharp({ create: { ...PAGE, channels: 3, background: '#fff' } })
    .composite(pictures)
    .withMetadata({ density: DPI })
    .jpeg({ quality: QUALITIES[0] })
    .toBuffer();
}

/**
 * A picture of no more than so many bytes, as JPEG: as it is where it fits and is one, else compressed, then made smaller.
 * Null: it can't be made to fit without becoming unreadable.
 */
export async function fitPicture(picture: Buffer, mostBytes: number | null): Promise<Buffer | null> {
  const { format, width, height, density } = await sharp(picture).metadata();
  if (format === 'jpeg' && (mostBytes === null || picture.length <= mostBytes)) return picture;
  for (let scale = 1; Math.max(width, height) * scale >= LEAST_PIXELS; scale *= SMALLER) {
    for (const quality of QUALITIES) {
      const made = await sharp(picture)
        .rotate()
        .flatten({ background: '#fff' })
        .resize({ width: Math.max(1, Math.round(width * scale)) })
        .withMetadata(density ? { density } : {})
        .jpeg({ quality })
        .toBuffer();
      if (mostBytes === null || made.length <= mostBytes) return made;
    }
  }
  return null;
}
