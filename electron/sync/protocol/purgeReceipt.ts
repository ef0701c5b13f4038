import { z } from 'zod';

const count = z.number().int().min(0);

/** A device says that nothing is left on it of what a grant took away from it. */
export const purgeReceipt = z.strictObject({
  grantVersion: count,
  /** What went, of all of it together. */
  counts: z.strictObject({ rows: count, students: count, entries: count, files: count }),
  /** SHA-256 over what it still holds: entity, id and version of each row, in order. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
export type PurgeReceipt = z.output<typeof purgeReceipt>;
