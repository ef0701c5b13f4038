/** Where a key takes the active row; null when the key is not one that moves. */
export function moveActive(key: string, active: number, rows: number, pageRows: number): number | null {
  if (rows === 0) return null;
  const clamp = (row: number) => Math.max(0, Math.min(rows - 1, row));
  switch (key) {
    case 'ArrowDown':
      return clamp(active + 1);
    case 'ArrowUp':
      return clamp(active - 1);
    case 'PageDown':
      return clamp(active + pageRows);
    case 'PageUp':
      return clamp(active - pageRows);
    case 'Home':
      return 0;
    case 'End':
      return rows - 1;
    default:
      return null;
  }
}
