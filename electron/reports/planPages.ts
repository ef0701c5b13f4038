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
  /** Heights for rows, and on the last page for rows and the closing block, in the unit of rowHeight. */
  firstPage: number;
  laterPage: number;
  closing: number;
  /** The closing block never stands alone: at least so many rows go with it where there are as many. */
  rowsWithClosing: number;
}

/** Cuts rows of one height into pages; no row is split, and there is always at least one page. */
export function planPages(space: PageSpace): PagePlan[] {
  const { rowCount, rowHeight } = space;
  const capacity = (height: number) => Math.max(1, Math.floor(height / rowHeight + 1e-6));
  const pages: PagePlan[] = [];
  let start = 0;
  for (;;) {
    const height = pages.length === 0 ? space.firstPage : space.laterPage;
    const left = rowCount - start;
    if (left * rowHeight + space.closing <= height + 1e-6) {
      pages.push({ start, count: left, closing: true });
      return pages;
    }
    const kept = Math.max(1, Math.min(space.rowsWithClosing, left - 1));
    const count = Math.max(1, Math.min(capacity(height), left - kept));
    if (left <= 1) {
      // A single row and a closing block that is taller than a page: nothing better than to print both there.
      pages.push({ start, count: left, closing: true });
      return pages;
    }
    pages.push({ start, count, closing: false });
    start += count;
  }
}
