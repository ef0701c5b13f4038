/**
 * What a photo has to be. The numbers for 学历照片 are data (resources/rules/photo-*.json), each with its source:
 * 教毕指〔2017〕99号 says 480 × 640 pixels, 300 dpi, 24-bit true colour, JPEG, usually 20–40 KB, an even background of
 * light blue, white or light grey; provinces and schools choose the background and ask for other bytes. For 录取照片
 * (taken by the provinces' examination authorities) no binding size is known: nothing is checked that no rule asks for.
 */
export const PHOTO_ROLES = ['admission', 'graduation'] as const;
/** 录取照片, 学历照片. */
export type PhotoRole = (typeof PHOTO_ROLES)[number];

/** Red, green, blue, each 0…255. */
export type Colour = readonly [red: number, green: number, blue: number];

export interface PhotoStandard {
  /** Pixels; null where no exact size is asked for. */
  size: { width: number; height: number } | null;
  /** Dots per inch as the file states it. Shown, never a finding: many programs lose the entry, the pixels decide. */
  dpi: number | null;
  /** Of the file; null where nothing is usual. Outside it is worth a note, no more. */
  usualBytes: { least: number; most: number } | null;
  /** RGB with 8 bits for each channel ("24-bit true colour"). */
  trueColour: boolean;
  /** Null where none is asked for. */
  background: BackgroundStandard | null;
  /** Where the head has to be; null where nothing says so. */
  head: HeadStandard | null;
}

/** Pixels of a photo of the standard's size (教毕指〔2017〕99号). */
export interface HeadStandard {
  /** From the upper edge to the hair (头顶发际). */
  hair: PixelRange;
  /** From the upper edge to the eyes. */
  eyes: PixelRange;
  /** From cheek to cheek. */
  width: PixelRange;
  /** So far beyond a range nothing is told: what finds eyes and cheeks errs by some pixels. Our own choice. */
  tolerance: number;
}

export interface PixelRange {
  least: number;
  most: number;
}

export interface BackgroundStandard {
  /** Any one of these. */
  colours: readonly Colour[];
  /** How far each of the three channels may be from such a colour. No rule names it: a camera is never exact. */
  tolerance: number;
  /** How far the parts of the background may be from each other, by the channel that differs most. */
  unevenness: number;
}

export const ADMISSION_STANDARD: PhotoStandard = {
  size: null,
  dpi: null,
  usualBytes: null,
  trueColour: true,
  background: null,
  head: null,
};
