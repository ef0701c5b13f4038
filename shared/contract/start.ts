import { oc } from '@orpc/contract';
import { z } from 'zod';
import { keptBackup } from './backups.ts';
import { progressEvent, progressOr } from './progress.ts';

/** What keeps the store from being opened, as one of shared/domain/errors.ts. */
export const startTrouble = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type StartTrouble = z.output<typeof startTrouble>;

/** What can be typed to open a store that is locked; of one from another computer only the recovery key. */
export const startKeys = z.object({ passphrase: z.boolean(), recovery: z.boolean() });

export const startState = z.object({
  /** Null unless it is a key that is missing. */
  locked: startKeys.nullable(),
  /** How far the encryption of a plain store of an earlier version is, before it is open; null: none is under way. */
  progress: progressEvent.omit({ type: true }).nullable(),
  trouble: startTrouble,
  /** Absolute: where the data lie. */
  dataDir: z.string(),
  /** Of the program. */
  version: z.string(),
  /** Whether there is a database file at all. */
  hasStore: z.boolean(),
  /** Whether the whole store may be replaced from here: only one that is damaged, or cannot be read by this program. */
  canReplace: z.boolean(),
  /** Whether the key of the store is known: without it nothing of it can be read. */
  hasKey: z.boolean(),
  /** Rolling backups, newest first. */
  backups: z.array(keptBackup),
  /** Whether this host can show the data folder in the system's file manager. */
  canOpenFolder: z.boolean(),
});
export type StartState = z.output<typeof startState>;

/** What of a damaged store can be read, and what a salvage would bring back. */
export const storeExplanation = z.object({
  /** The log of changes; null: none of it can be read. */
  log: z
    .object({
      /** Entries that can be read in the store itself. */
      read: z.number(),
      /** The number of the newest that is known to have been there. */
      newest: z.number(),
      /** A salvage goes up to this one, and how many of these only a backup has. */
      good: z.number(),
      fromBackup: z.number(),
      /** Epoch ms; null: there is none. */
      goodAt: z.number().nullable(),
      /** Entries behind it. */
      lost: z.number(),
      /** What they were part of, newest first, as far as that can be read; there may be more. */
      lostWork: z.array(z.object({ what: z.string(), at: z.number(), changes: z.number() })),
    })
    .nullable(),
  /** Entries of the audit up to which its chain is whole; null: none can be read, or there is none. */
  audit: z.object({ good: z.number(), isWhole: z.boolean() }).nullable(),
  tables: z.number(),
  /** Of these, those of which something can't be read. */
  damagedTables: z.array(z.string()),
  /** Of these, so many are not in the log: only what can still be read of them comes back. */
  damagedOutside: z.number(),
});
export type StoreExplanation = z.output<typeof storeExplanation>;

/** What a restore brings back, and what came after it. */
export const lostSince = z.object({
  /** When the backup was made. */
  at: z.number(),
  back: z.object({ students: z.number() }),
  /** Null: not known, since the store can't be read, or is another one. */
  since: z
    .object({
      changes: z.number(),
      batches: z.array(z.object({ id: z.string(), kind: z.string(), file: z.string(), at: z.number() })),
    })
    .nullable(),
});
export type LostSince = z.output<typeof lostSince>;

export const startRecovered = z.object({
  /** Where the damaged files lie now, within the data folder; null: there were none. */
  keptAside: z.string().nullable(),
  students: z.number(),
  lostChanges: z.number(),
  lostRows: z.array(z.object({ table: z.string(), rows: z.number() })),
  lostPhotos: z.number(),
  lostAudit: z.number(),
});
export type StartRecovered = z.output<typeof startRecovered>;

/**
 * What a window may ask while no store is open: why that is, and what can be done. Nothing of any person is asked or
 * told here, so nobody signs in; the desk's own contract is not answered meanwhile.
 */
export const start = {
  state: oc.output(startState),
  /**
   * Tries again to open the store. `passphrase`: one that was typed; null: with what the host has. `recoveryKey`: opens
   * it instead, and gives it that passphrase from now on. A trouble in the answer is what it failed with (KEY_WRONG with
   * the `seconds` to wait after several, SIGN_IN_WAIT before they are over); null: it is open, and the page is to be
   * loaded anew.
   */
  open: oc
    .input(
      z.object({
        passphrase: z.string().max(4_000).nullable(),
        recoveryKey: z.string().max(4_000).nullable().default(null),
      }),
    )
    .output(z.object({ trouble: startTrouble.nullable() })),
  /** Says what of the store is sound, changing nothing. */
  explain: oc.output(progressOr(storeExplanation)),
  /**
   * Builds the store anew from its log, up to the last good change; the damaged files go aside first. Errors:
   * NOT_ALLOWED while the store is not damaged, STORE_DAMAGED `salvage`.
   */
  salvage: oc.output(progressOr(startRecovered)),
  /** Reads a backup of the list from end to end, beside the store, and says what restoring it would lose. */
  prepareRestore: oc.input(z.object({ path: z.string() })).output(progressOr(lostSince)),
  /** Puts what was prepared in the store's place; what lay there goes aside first. Errors: NOT_ALLOWED, NOT_FOUND. */
  restore: oc.output(progressOr(startRecovered)),
  /** What whoever helps needs to know, without any person in it: a download. */
  report: oc.output(z.object({ download: z.string() })),
  /** Shows the data folder in the system's file manager. Errors: NOT_FOUND where the host cannot. */
  openFolder: oc.output(z.object({})),
};
export type StartContract = typeof start;
