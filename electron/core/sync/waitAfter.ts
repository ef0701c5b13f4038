const [FIRST_WAIT_MS, MOST_MS] = [1_000, 60_000];

/**
 * How long, in ms, a desk waits before it asks a hub again that did not answer so many times. `random` (0 to 1): half of it
 * by chance, so that desks which lost their hub together do not come back together.
 */
export function waitAfter(failures: number, random: number): number {
  const whole = Math.min(MOST_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 10));
  return whole / 2 + (whole / 2) * random;
}
