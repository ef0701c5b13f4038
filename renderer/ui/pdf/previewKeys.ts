/** The page that a key turns to, within 1…`pages`; null when the key turns none. */
export function pageOfKey(key: string, page: number, pages: number): number | null {
  const within = (to: number) => Math.max(1, Math.min(pages, to));
  switch (key) {
    case 'PageDown':
    case 'ArrowRight':
      return within(page + 1);
    case 'PageUp':
    case 'ArrowLeft':
      return within(page - 1);
    case 'Home':
      return 1;
    case 'End':
      return pages;
    default:
      return null;
  }
}

const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2] as const;

/** The next step of zoom from the share of full size that is shown now; the same when there is none. */
export function nextZoom(share: number, direction: 1 | -1): number {
  const next =
    direction > 0
      ? ZOOMS.find((value) => value > share + 0.01)
      : ZOOMS.findLast((value) => value < share - 0.01);
  return next ?? share;
}
