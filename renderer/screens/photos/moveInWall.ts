/** Where a key takes the active photo of a wall of so many columns; null when the key is not one that moves. */
export function moveInWall(
  key: string,
  active: number,
  total: number,
  columns: number,
  pageRows: number,
): number | null {
  const steps: Record<string, number> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
    PageDown: columns * pageRows,
    PageUp: -columns * pageRows,
    Home: -total,
    End: total,
  };
  const step = steps[key];
  if (step === undefined || total === 0) return null;
  const next = active + step;
  // From the first row up, or from the last one down, there is nowhere to go.
  if ((key === 'ArrowUp' || key === 'ArrowDown') && (next < 0 || next >= total)) return active;
  return Math.max(0, Math.min(total - 1, next));
}
