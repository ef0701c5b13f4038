export interface PagePlan {
  /** Index of the page's first row. */
  start: number;
  count: number;
  /** Whether the closing block (signatures) stands on it: on the last page only. */
  closing: boolean;
}

export interface PageSpace {
  rowCount: number;
  rowHeight: number;
  /**
   * Heights for rows, and on the last page for rows and the closing block, in the unit of rowHeight. Either
   * page must hold the closing block with rowsWithClosing rows.
   */
  firstPage: number;
  laterPage: number;
  closing: number;
  /** The closing block never stands alone: at least so many rows go with it where there are as many. */
  rowsWithClosing: number;
}

/** Cuts rows of one height into pages; no row is split, and there is always at least one page. @throws RangeError where the precondition does not hold. */
export function planPages(space: PageSpace): PagePlan[] {
  const { rowCount, rowHeight } = space;
  const capacity = (height: number) => Math.floor(height / rowHeight + 1e-6);
  const smallest = Math.min(space.firstPage, space.laterPage);
  if (smallest < space.rowsWithClosing * rowHeight + space.closing) {
    throw new RangeError('the closing block and its rows do not fit on a page');
  }
  const pages: PagePlan[] = [];
  let start = 0;
  for (;;) {
    const height = pages.length === 0 ? space.firstPage : space.laterPage;
    const left = rowCount - start;
    if (left * rowHeight + space.closing <= height + 1e-6) {
      pages.push({ start, count: left, closing: true });
      return pages;
    }
    const kept = Math.min(space.rowsWithClosing, left - 1);
    const count = Math.min(capacity(height), left - kept);
    pages.push({ start, count, closing: false });
    start += count;
  }
}
