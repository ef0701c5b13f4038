import { z } from 'zod';
import { access } from './access.ts';
import { errorData } from './imports.ts';
import { progressOr } from './progress.ts';

const updateStatus = z.object({
  /** The version that runs. */
  running: z.string(),
  /** Where newer versions are looked for; empty: nowhere. */
  folder: z.string(),
  /** What lies there; null: no folder is chosen, or `problem`. */
  latest: z
    .object({ version: z.string(), standing: z.enum(['newer', 'same', 'older']), notes: z.array(z.string()) })
    .nullable(),
  /** Why what lies there can't be used. */
  problem: errorData.nullable(),
  /** The version that is installed when the program ends; null: none. */
  ready: z.string().nullable(),
  /** The version that can be gone back to; null: its installer is not kept. */
  previous: z.string().nullable(),
});
export type UpdateStatus = z.output<typeof updateStatus>;

const programOf = { needs: 'admin', scope: 'none', audits: 'settings' } as const;

/** Newer versions of the program, from a folder of the office. */
export const updates = {
  status: access({ needs: 'signed-in', scope: 'none' }).output(updateStatus),
  saveFolder: access(programOf)
    .input(z.object({ folder: z.string().trim().max(500) }))
    .output(updateStatus),
  /** Copies the newer version here, checked; it is installed when the program ends. */
  take: access(programOf).output(progressOr(updateStatus)),
};
