const BEIJING_OFFSET = 8 * 60 * 60 * 1000;

/** `2026-11-24 14:05`, in Beijing time, which all of China keeps. */
export function formatTime(at: number): string {
  return new Date(at + BEIJING_OFFSET).toISOString().slice(0, 16).replace('T', ' ');
}
