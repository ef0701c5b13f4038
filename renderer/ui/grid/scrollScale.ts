/**
 * Browsers refuse elements taller than some 16 to 33 million pixels (fewer, when the screen is scaled). A list
 * that would be taller gets an element of this height, and positions in it are scaled. The height is far below
 * the limit, so that no zoom or screen scale reaches it.
 */
export const TALLEST_ELEMENT_PX = 8_000_000;

export interface ScrollScale {
  /** What the rows would need, px. */
  contentHeight: number;
  /** What the element has, px. */
  elementHeight: number;
  /** How far each can be scrolled, px. */
  contentRange: number;
  elementRange: number;
}

export function scrollScale(rows: number, rowHeight: number, viewport: number): ScrollScale {
  const contentHeight = rows * rowHeight;
  const elementHeight = Math.min(contentHeight, TALLEST_ELEMENT_PX);
  return {
    contentHeight,
    elementHeight,
    contentRange: Math.max(0, contentHeight - viewport),
    elementRange: Math.max(0, elementHeight - viewport),
  };
}

export function isScaled(scale: ScrollScale): boolean {
  return scale.contentHeight > scale.elementHeight;
}

export function clampContentTop(scale: ScrollScale, contentTop: number): number {
  return Math.min(scale.contentRange, Math.max(0, contentTop));
}

/** Where the content is when the element has been scrolled to `elementTop`. */
export function contentTopOf(scale: ScrollScale, elementTop: number): number {
  if (!isScaled(scale)) return clampContentTop(scale, elementTop);
  return clampContentTop(scale, (elementTop / scale.elementRange) * scale.contentRange);
}

/** Where the element must be scrolled to, for the content to be at `contentTop`. */
export function elementTopOf(scale: ScrollScale, contentTop: number): number {
  const top = clampContentTop(scale, contentTop);
  if (!isScaled(scale)) return top;
  return (top / scale.contentRange) * scale.elementRange;
}

/** The rows in sight, with `spare` more on each side; `last` is exclusive. */
export function visibleRows(
  contentTop: number,
  viewport: number,
  rowHeight: number,
  rows: number,
  spare: number,
): { first: number; last: number } {
  const first = Math.max(0, Math.min(rows, Math.floor(contentTop / rowHeight)) - spare);
  const last = Math.min(rows, Math.ceil((contentTop + viewport) / rowHeight) + spare);
  return { first, last: Math.max(first, last) };
}

/** The content position at which `row` is in sight, moving as little as needed. */
export function contentTopToShow(
  row: number,
  contentTop: number,
  viewport: number,
  rowHeight: number,
): number {
  const top = row * rowHeight;
  if (top < contentTop) return top;
  // Of a row that is higher than the view, its beginning.
  if (top + rowHeight > contentTop + viewport) return Math.min(top, top + rowHeight - viewport);
  return contentTop;
}
