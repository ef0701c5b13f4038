import { z } from 'zod';

const count = z.number().int().min(0);
/** Epoch ms. */
const time = z.number().int();

/** What a desk tells its hub of itself, so that whoever looks after the hub sees it there: counts and times, nothing of anybody. */
export const deskReport = z.strictObject({
  /** Waits to be sent, and since when the oldest does. */
  waiting: count,
  oldestAt: time.nullable(),
  /** Refused and not looked at, in dispute, and files that rows name and that are not there. */
  refused: count,
  conflicts: count,
  wanted: count,
  /** Since when nothing goes on although the hub answers. */
  stuckSince: time.nullable(),
  /** When its rows were last compared with the hub’s, how many were otherwise then, and since the desk joined. */
  audit: z.strictObject({ at: time, mended: count, incidents: count }).nullable(),
});
export type DeskReport = z.output<typeof deskReport>;
