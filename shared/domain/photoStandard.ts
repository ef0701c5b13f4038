/**
 * What a photo has to be, as data. 学历照片: 教毕指〔2017〕99号《高等教育学历证书电子注册图像采集规范及信息标准》
 * (2017-12-06): 480 × 640 pixels, 300 dpi, 24-bit true colour, JPEG with the extension JPG, usually 20–40 KB.
 * Schools and provinces differ in the bytes (≤ 40 KB, 30–60 KB, ≥ 30 KB are all asked for somewhere), so those are
 * "usual", can be configured, and only noted. For 录取照片 (taken by the provinces' examination authorities) no
 * binding size is known: nothing is checked that no rule asks for.
 */
export const PHOTO_ROLES = ['admission', 'graduation'] as const;
/** 录取照片, 学历照片. */
export type PhotoRole = (typeof PHOTO_ROLES)[number];

export interface PhotoStandard {
  /** Pixels; null where no exact size is asked for. */
  size: { width: number; height: number } | null;
  /** Dots per inch as the file states it. Shown, never a finding: many programs lose the entry, the pixels decide. */
  dpi: number | null;
  /** Of the file; null where nothing is usual. Outside it is worth a note, no more. */
  usualBytes: { least: number; most: number } | null;
  /** RGB with 8 bits for each channel ("24-bit true colour"). */
  trueColour: boolean;
}

const KIB = 1024;

export const PHOTO_STANDARDS: Readonly<Record<PhotoRole, PhotoStandard>> = {
  graduation: {
    size: { width: 480, height: 640 },
    dpi: 300,
    usualBytes: { least: 20 * KIB, most: 40 * KIB },
    trueColour: true,
  },
  admission: { size: null, dpi: null, usualBytes: null, trueColour: true },
};
