/**
 * By what one thing that was done at a desk is known, there and at the hub: the letters of the desk (deskLetters) and its
 * number there, `B:1042`. What people read out on the phone, so it is short, and typed as they like.
 */
export interface WorkTrace {
  letters: string;
  mid: number;
}

const SHAPE = /^\s*([A-HJ-NP-RTUWXY]{1,3})\s*[:：-]?\s*([1-9]\d{0,14})\s*$/i;

/**
 * Null: the hub has not told the desk its letters yet, and nothing of it is there either; or it is of an earlier name of
 * the desk, whose numbers are counted anew (0 and below).
 */
export function workTrace(letters: string, mid: number): string | null {
  return letters === '' || mid < 1 ? null : `${letters}:${mid}`;
}

/** Null: it is none. */
export function parseWorkTrace(typed: string): WorkTrace | null {
  const [, letters, mid] = SHAPE.exec(typed) ?? [];
  return letters === undefined ? null : { letters: letters.toUpperCase(), mid: Number(mid) };
}
