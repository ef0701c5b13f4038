import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { progressOr } from './progress.ts';

export const school = z.object({ code: z.string(), name: z.string() });

export const appStatus = z.object({
  version: z.string(),
  school: school.nullable(),
  students: z.number(),
  batches: z.number(),
  campaigns: z.number(),
  /** Grows with every commit; a window asks for it to see whether what it shows is old. */
  dataVersion: z.number(),
});
export type AppStatus = z.output<typeof appStatus>;

export const admin = {
  status: oc.output(appStatus),
  initialise: oc
    .input(z.object({ code: z.string().regex(/^\d{5}$/), name: z.string().trim().min(1).max(60) }))
    .output(school),
  /** Synthetic students, photos and a campaign, into an empty store only. */
  fillDemo: oc
    .input(
      z.object({
        students: z.number().int().min(1).max(1_000_000).default(5000),
        seed: z.number().int().default(1),
      }),
    )
    .output(progressOr(z.object({ students: z.number(), photos: z.number() }))),
  /** The data version now, and again after every commit, until the window closes the stream. */
  watch: oc.output(eventIterator(z.object({ dataVersion: z.number() }))),
};
