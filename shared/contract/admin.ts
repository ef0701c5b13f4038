import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { access } from './access.ts';
import { progressOr } from './progress.ts';

export const school = z.object({ code: z.string(), name: z.string() });

export const appStatus = z.object({
  version: z.string(),
  school: school.nullable(),
  students: z.number(),
  /** Null: not for whoever sees only some colleges. */
  batches: z.number().nullable(),
  campaigns: z.number(),
  /** Grows with every commit; a window asks for it to see whether what it shows is old. */
  dataVersion: z.number(),
  /** By how much this computer's clock is behind the newest entry of the log, ms; null: by no more than a day. */
  clockBehind: z.number().nullable(),
});
export type AppStatus = z.output<typeof appStatus>;

export const admin = {
  status: access({ needs: 'signed-in', scope: 'filter' }).output(appStatus),
  initialise: access({ needs: 'admin', scope: 'whole', audits: 'settings' })
    .input(z.object({ code: z.string().regex(/^\d{5}$/), name: z.string().trim().min(1).max(60) }))
    .output(school),
  /** Synthetic students, photos and a campaign, into an empty store only. */
  fillDemo: access({ needs: 'admin', scope: 'whole', audits: 'import' })
    .input(
      z.object({
        students: z.number().int().min(1).max(1_000_000).default(5000),
        seed: z.number().int().default(1),
      }),
    )
    .output(progressOr(z.object({ students: z.number(), photos: z.number() }))),
  /** The data version now, and again after every commit, until the window closes the stream. */
  watch: access({ needs: 'signed-in', scope: 'none' }).output(
    eventIterator(z.object({ dataVersion: z.number() })),
  ),
};
