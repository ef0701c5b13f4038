import type { PhotoRole } from '../../../shared/domain/photoStandard.ts';
import { type Box, INK, type SheetPen } from '../pdf/sheetPen.ts';
import type { SheetText } from '../text/sheetText.ts';

/** A small JPEG of a stored photo; null: it is not there, or cannot be shown. */
export type ReadPicture = (hash: string) => Promise<Buffer | null>;

const FIT = { minSize: 5.5, maxLines: 2, minWrapSize: 5 };

/** A photo in its frame, or why there is none: nobody has one (`hash` null), or it cannot be shown (`jpeg` null). */
export function drawPhoto(
  pen: SheetPen,
  box: Box,
  { hash, jpeg, role }: { hash: string | null; jpeg: Buffer | null; role: PhotoRole },
  { text, size }: { text: SheetText; size: number },
): void {
  if (jpeg === null) {
    pen.band(box, INK.faintBand);
    const why = hash === null ? text.noPhoto[role] : text.photoUnreadable;
    pen.text(why, box, { weight: 'bold', size, align: 'centre', fit: FIT });
  } else pen.picture(jpeg, box);
  pen.frame(box, 0.35, INK.rule);
}
