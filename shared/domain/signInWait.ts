/** Attempts that failed in a row, and how long the last one made the next wait. */
export interface FailedAttempts {
  failures: number;
  /** Epoch ms of the last. */
  at: number;
  /** How long after it nothing is looked at, ms. */
  waitMs: number;
}

/** Anybody mistypes; the waits begin after these. */
const FREE_FAILURES = 3;
const FIRST_WAIT_MS = 5_000;
export const LONGEST_WAIT_MS = 15 * 60_000;
/** Failures as old as this say nothing any more, ms. */
export const FORGOTTEN_AFTER_MS = 24 * 60 * 60_000;

/** One failure more: 3 for nothing, then 5, 10, 20 seconds and so on, a quarter of an hour at most. */
export function afterFailure(before: FailedAttempts | null, now: number): FailedAttempts {
  const isOld = before !== null && Math.abs(now - before.at) >= FORGOTTEN_AFTER_MS;
  const failures = (before === null || isOld ? 0 : before.failures) + 1;
  const beyond = failures - FREE_FAILURES;
  const waitMs = beyond <= 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(beyond - 1, 20));
  return { failures, at: now, waitMs };
}

/** How long the next attempt must still wait, ms. A clock that was set back makes nobody wait longer than the wait. */
export function waitLeft(attempts: FailedAttempts | null, now: number): number {
  if (attempts === null) return 0;
  const passed = Math.max(0, now - attempts.at);
  return Math.max(0, attempts.waitMs - passed);
}
