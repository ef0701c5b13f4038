import { oc } from '@orpc/contract';
import { z } from 'zod';
import { keptBackup } from './backups.ts';

/** What keeps the store from being opened, as one of shared/domain/errors.ts. */
export const startTrouble = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type StartTrouble = z.output<typeof startTrouble>;

export const startState = z.object({
  trouble: startTrouble,
  /** Absolute: where the data lie. */
  dataDir: z.string(),
  /** Of the program. */
  version: z.string(),
  /** Whether there is a database file at all. */
  hasStore: z.boolean(),
  /** Whether the key of the store is known: without it nothing of it can be read. */
  hasKey: z.boolean(),
  /** Rolling backups, newest first. */
  backups: z.array(keptBackup),
  /** Whether this host can show the data folder in the system's file manager. */
  canOpenFolder: z.boolean(),
});
export type StartState = z.output<typeof startState>;

/**
 * What a window may ask while no store is open: why that is, and what can be done. Nothing of any person is asked or
 * told here, so nobody signs in; the desk's own contract is not answered meanwhile.
 */
export const start = {
  state: oc.output(startState),
  /**
   * Tries again to open the store. `passphrase`: one that was typed; null: with what the host has. A trouble in the
   * answer is what it failed with; null: it is open, and the page is to be loaded anew.
   */
  open: oc
    .input(z.object({ passphrase: z.string().max(1000).nullable() }))
    .output(z.object({ trouble: startTrouble.nullable() })),
  /** Shows the data folder in the system's file manager. Errors: NOT_FOUND where the host cannot. */
  openFolder: oc.output(z.object({})),
};
export type StartContract = typeof start;
