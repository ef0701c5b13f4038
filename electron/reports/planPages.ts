export interface PagePlan {
  /** Index of the page's first row. */
  start: number;
  count: number;
  /** Whether the closing block (signatures) stands on it: on the last page only. */
  closing: boolean;
}

export interface PageSpace {
  /** Of every row, in the unit of the other heights. */
  heights: readonly number[];
  /** Height of a page for rows, and on the last page for rows and the closing block. Each row must fit on it. */
  room: number;
  closing: number;
  /** The closing block never stands alone: so many rows go with it where there are as many and they fit. */
  rowsWithClosing: number;
}

const TOLERANCE = 1e-6;

/**
 * Cuts rows into pages; no row is split, and there is always at least one page.
 * @throws RangeError where a row, or the closing block with a row, does not fit on a page.
 */
export function planPages(space: PageSpace): PagePlan[] {
  const { heights, closing, room } = space;
  let left = heights.reduce((sum, height) => sum + height, 0);
  // So many of the last rows as fit beside the closing block.
  let kept = 0;
  let keptHeight = closing;
  while (kept < Math.min(space.rowsWithClosing, heights.length)) {
    keptHeight += heights[heights.length - 1 - kept]!;
    if (keptHeight > room + TOLERANCE) break;
    kept += 1;
  }
  if (closing > room || (kept === 0 && heights.length > 0)) {
    throw new RangeError('the closing block and a row do not fit on a page');
  }
  const pages: PagePlan[] = [];
  let start = 0;
  for (;;) {
    const rows = heights.length - start;
    if (left + closing <= room + TOLERANCE) {
      pages.push({ start, count: rows, closing: true });
      return pages;
    }
    let count = 0;
    let used = 0;
    const most = Math.max(1, rows - Math.min(kept, rows - 1));
    while (count < most && used + heights[start + count]! <= room + TOLERANCE) {
      used += heights[start + count]!;
      count += 1;
    }
    if (count === 0) throw new RangeError('a row does not fit on a page');
    pages.push({ start, count, closing: false });
    start += count;
    left -= used;
  }
}
