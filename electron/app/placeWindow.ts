export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface WindowState extends Area {
  maximised: boolean;
}

export const SMALLEST = { width: 960, height: 640 };
const USUAL = { width: 1360, height: 860 };
/** So much of the window must be on a screen for it to be found and moved, in points. */
const VISIBLE = 100;

/** Where the window goes: where it was, unless the screen that it was on is gone. Without x and y: centred. */
export function placeWindow(
  saved: WindowState | null,
  screens: readonly Area[],
): { x?: number; y?: number; width: number; height: number; maximised: boolean } {
  if (!saved) return { ...USUAL, maximised: false };
  const width = Math.max(saved.width, SMALLEST.width);
  const height = Math.max(saved.height, SMALLEST.height);
  const seen = screens.some(
    (screen) =>
      overlap(saved.x, width, screen.x, screen.width) >= VISIBLE &&
      // The title bar, by which a window is moved, must be on the screen.
      saved.y >= screen.y &&
      saved.y <= screen.y + screen.height - VISIBLE,
  );
  return seen
    ? { x: saved.x, y: saved.y, width, height, maximised: saved.maximised }
    : { width, height, maximised: saved.maximised };
}

function overlap(a: number, aLength: number, b: number, bLength: number): number {
  return Math.min(a + aLength, b + bLength) - Math.max(a, b);
}
