/** Unexpected ends of the core's process that are made good within RESTART_WINDOW; one more and a person is told. */
export const MAX_RESTARTS = 3;
/** In milliseconds. */
export const RESTART_WINDOW = 5 * 60_000;

/** What to do at an unexpected end. `earlier`: when those before it happened, epoch milliseconds. */
export function planRestart(
  earlier: readonly number[],
  now: number,
): { restart: boolean; recent: readonly number[] } {
  const recent = [...earlier.filter((at) => now - at < RESTART_WINDOW), now];
  return { restart: recent.length <= MAX_RESTARTS, recent };
}
