/** A part of a picture, in parts of its width and height from the upper left corner, 0 to 1. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where one that is added by a key begins: it is moved and sized from there. */
export const NEW_BOX: Box = { left: 0.35, top: 0.45, width: 0.3, height: 0.1 };
/** Each press of an arrow key. */
const STEP = 0.01;
/** A click that was none. */
const LEAST = 0.005;

function within(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}

/** The box between two corners, however it was drawn, within the picture. */
export function boxBetween(a: { x: number; y: number }, b: { x: number; y: number }): Box {
  const [left, right] = [within(Math.min(a.x, b.x)), within(Math.max(a.x, b.x))];
  const [top, bottom] = [within(Math.min(a.y, b.y)), within(Math.max(a.y, b.y))];
  return { left, top, width: right - left, height: bottom - top };
}

export function isLargeEnough({ width, height }: Box): boolean {
  return width >= LEAST && height >= LEAST;
}

/** Arrows move a box, with Shift they size it; null: the key does neither. It stays within the picture. */
export function boxByKey(box: Box, key: string, isShift: boolean): Box | null {
  const x = key === 'ArrowLeft' ? -STEP : key === 'ArrowRight' ? STEP : 0;
  const y = key === 'ArrowUp' ? -STEP : key === 'ArrowDown' ? STEP : 0;
  if (x === 0 && y === 0) return null;
  if (isShift) {
    return {
      ...box,
      width: Math.min(Math.max(box.width + x, STEP), 1 - box.left),
      height: Math.min(Math.max(box.height + y, STEP), 1 - box.top),
    };
  }
  return {
    ...box,
    left: Math.min(Math.max(box.left + x, 0), 1 - box.width),
    top: Math.min(Math.max(box.top + y, 0), 1 - box.height),
  };
}
