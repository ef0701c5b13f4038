export const MM = 72 / 25.4;

/** A4 as a report uses it, in points: what stands where follows from it. */
export interface Paper {
  width: number;
  height: number;
  /** Left free: at either side, above the head, below the foot. */
  margin: { x: number; top: number; bottom: number };
  /** Between the margins. */
  content: number;
}

function paper(
  width: number,
  height: number,
  { x, top, bottom }: { x: number; top: number; bottom: number },
): Paper {
  return {
    width: width * MM,
    height: height * MM,
    margin: { x: x * MM, top: top * MM, bottom: bottom * MM },
    content: (width - 2 * x) * MM,
  };
}

/** Lists of many columns. */
export const LANDSCAPE = paper(297, 210, { x: 10, top: 8, bottom: 7 });
/** Forms about one student, as offices file them: room at the left to be bound. */
export const UPRIGHT = paper(210, 297, { x: 14, top: 8, bottom: 7 });
