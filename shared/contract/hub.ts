import { z } from 'zod';
import { access } from './access.ts';
import { handedIn, shareSetting, shareState, shownBundle } from './bundles.ts';
import { progressOr } from './progress.ts';
import { refusedWhy, typedField, workPage } from './sync.ts';

/** `off`: this computer hosts no hub. `ended`: it ended by itself and is started again after a while. */
export const HUB_PHASES = ['off', 'starting', 'serving', 'ended'] as const;

const trouble = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** `*`: the whole school; otherwise colleges. */
const grant = z.union([z.literal('*'), z.array(z.string().trim().min(1).max(100)).min(1).max(500)]);
export type HubGrant = z.output<typeof grant>;

export const hubDevice = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['enrolling', 'active', 'revoked']),
  grant: z.union([z.literal('*'), z.array(z.string())]),
  /** The desk of this computer itself. */
  isHere: z.boolean(),
  /** Epoch ms; null: never. */
  seenAt: z.number().nullable(),
  /** Entries of the log that it has not taken yet. */
  lag: z.number(),
  /** What waits on it to be sent, as it said itself; null: it never said. */
  waiting: z.number().nullable(),
  appVersion: z.string().nullable(),
  schemaVersion: z.number().nullable(),
  /** How far the hub’s clock is ahead of its own, ms. */
  clockSkewMs: z.number().nullable(),
  /** What its numbers of sheets and cases have in them; '': it was not there yet. */
  letters: z.string(),
  /** Since when the oldest of what waits does, epoch ms. */
  oldestAt: z.number().nullable(),
  /** What it last said of itself, and when (epoch ms); null: it never did. */
  report: z
    .object({
      at: z.number(),
      refused: z.number(),
      conflicts: z.number(),
      /** Photos and files that it should have and has not. */
      wanted: z.number(),
      /** Since when nothing goes on there although this hub answers. */
      stuckSince: z.number().nullable(),
      audit: z.object({ at: z.number(), mended: z.number(), incidents: z.number() }).nullable(),
    })
    .nullable(),
  /** It may hold less than before, and has not said yet that the rest is gone. */
  owesPurge: z.boolean(),
  /** When it last said so, and what went; null: never. */
  purged: z.object({ at: z.number(), rows: z.number(), students: z.number(), files: z.number() }).nullable(),
});
export type HubDevice = z.output<typeof hubDevice>;

/** Work of some computer that was refused here and is kept, masked. */
export const keptWork = z.object({
  /** Of which computer. */
  device: z.object({ id: z.string(), name: z.string() }),
  mid: z.number(),
  /** By what the computer knows it as well (workTrace). */
  trace: z.string().nullable(),
  /** Name of the mutation. */
  name: z.string(),
  actor: z.string(),
  /** By that computer’s clock, epoch ms. */
  at: z.number(),
  why: refusedWhy,
  /** Of how many rows it is, which may be more than `fields` are of. */
  rows: z.number(),
  /** Of one student: their name. */
  student: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  fields: z.array(typedField),
});
export type KeptWork = z.output<typeof keptWork>;

/** A bundle of a computer that was taken. */
export const takenUpBundle = z.object({
  /** Of the computer that it came from. */
  name: z.string(),
  number: z.number(),
  /** All that it says was here already. */
  isKnown: z.boolean(),
  mutations: z.number(),
  outcomes: z.object({
    applied: z.number(),
    same: z.number(),
    conflict: z.number(),
    rejected: z.number(),
    waiting: z.number(),
  }),
  files: z.number(),
  /** The computer can’t go on from where it is: the next bundle for it is whole. */
  needsWhole: z.boolean(),
});
export type TakenUpBundle = z.output<typeof takenUpBundle>;

/** A bundle that was written for one computer, as files to be taken away. */
export const writtenDownBundle = z.object({
  number: z.number(),
  /** Everything that it may hold, and not only what it does not have yet. */
  isWhole: z.boolean(),
  downloads: z.array(z.object({ download: z.string(), name: z.string() })),
});
export type WrittenDownBundle = z.output<typeof writtenDownBundle>;

/** More makes no sense that 0 (for ever) would not make. */
export const MOST_LEASE_DAYS = 3_650;

/** Why the hub took nothing last, where it was its computer or its database (REFUSALS). */
export const STORE_FAULTS = [
  'store-full',
  'store-disk',
  'store-damaged',
  'store-silent',
  'store-busy',
] as const;

export const hubState = z.object({
  phase: z.enum(HUB_PHASES),
  /** Whether this host can run a hub at all. */
  canHost: z.boolean(),
  /** Since when it answers, epoch ms. */
  since: z.number().nullable(),
  port: z.number().nullable(),
  /** What other computers type: this computer’s addresses in its networks, with the port. */
  addresses: z.array(z.string()),
  /** 12 digits: what people compare when a computer joins. */
  fingerprint: z.string().nullable(),
  /** Why it ended, or could not be asked. */
  trouble: trouble.nullable(),
  /** What it could not write or read since when (epoch ms), while it answers; null: it takes what it is sent. */
  store: z.object({ fault: z.enum(STORE_FAULTS), at: z.number() }).nullable(),
  /** What is in the hub’s database; null: it was never started, or can’t be read now (`trouble`). */
  content: z
    .object({
      entries: z.number(),
      conflicts: z.number(),
      quarantined: z.number(),
      unconfirmedPurges: z.number(),
      /** The newest whole backup; `behind`: entries since. Null: there is none. */
      backup: z.object({ at: z.number(), behind: z.number(), files: z.number().nullable() }).nullable(),
      backupFailed: trouble.extend({ at: z.number() }).nullable(),
      /** Where backups go. */
      backupFolder: z.string(),
      /** That is within this computer’s data folder, which does not outlive its disk. */
      besideData: z.boolean(),
      /** Names of devices that met another hub of the same copy; empty: none was seen. */
      twoHubs: z.array(z.string()),
      /** After how many days without it a computer shows nothing; 0: never. */
      leaseDays: z.number(),
      /** Whether its data and backups open on another computer: by a passphrase, and when a recovery key was made (epoch ms). */
      opensBy: z.object({ passphrase: z.boolean(), recovery: z.number().nullable() }),
      devices: z.array(hubDevice),
      share: shareState,
    })
    .nullable(),
});
export type HubState = z.output<typeof hubState>;

const administers = { needs: 'admin', scope: 'whole', audits: 'hub' } as const;
const device = z.string().min(1).max(64);

/** The hub that this computer hosts. Errors of all but `state`: NOT_YET (this host runs none), HUB_REFUSED, HUB_DEVICE. */
export const hub = {
  state: access({ needs: 'admin', scope: 'whole' }).output(hubState),
  /** From now on, whenever the program is open. `name`: what this computer’s own desk is called there, which joins by itself. Errors: SYNC_JOINED (the desk is another hub’s). */
  start: access(administers)
    .input(z.object({ port: z.number().int().min(1).max(65_535), name: z.string().trim().min(1).max(80) }))
    .output(hubState),
  stop: access(administers).output(hubState),
  /** What was refused and is kept here, newest first. */
  kept: access({ needs: 'admin', scope: 'whole' })
    .input(z.object(workPage))
    .output(z.object({ items: z.array(keptWork), total: z.number() })),
  /** A code for one computer, good once and for a quarter of an hour. */
  newCode: access(administers).output(z.object({ code: z.string(), endsAt: z.number() })),
  /** `seen`: the 12 digits on that computer’s screen. */
  letIn: access(administers)
    .input(z.object({ device, seen: z.string().min(1).max(64), grant }))
    .output(hubState),
  setGrant: access(administers).input(z.object({ device, grant })).output(hubState),
  /** After how many days without the hub a computer shows nothing, from when it is next there; 0: never. */
  setLease: access(administers)
    .input(z.object({ days: z.number().int().min(0).max(MOST_LEASE_DAYS) }))
    .output(hubState),
  /** For good. */
  revoke: access(administers).input(z.object({ device })).output(hubState),
  backup: access({ ...administers, audits: 'backup' }).output(
    progressOr(z.object({ file: z.string(), bytes: z.number(), files: z.number(), lost: z.number() })),
  ),
  /** A new recovery key of the hub, on a sheet to be printed; the one before opens nothing new any more. It counts once the sheet is written. */
  makeRecoverySheet: access(administers)
    .input(z.object({ language: z.enum(['zh', 'en']).default('zh') }))
    .output(z.object({ download: z.string() })),
  /** Bundles that were carried here from desks, in the order in which they are to be taken. Nothing is changed. */
  lookBundles: access({ needs: 'admin', scope: 'whole' })
    .input(z.object({ files: handedIn }))
    .output(progressOr(z.array(shownBundle))),
  /** Takes one bundle: all its files. Errors: BUNDLE_REFUSED. */
  takeBundle: access({ ...administers, audits: 'import' })
    .input(z.object({ files: handedIn }))
    .output(progressOr(takenUpBundle)),
  /** Writes for one computer what it does not have yet; `whole`: everything that it may hold. Errors: HUB_DEVICE. */
  writeBundle: access({ ...administers, audits: 'export' })
    .input(z.object({ device, whole: z.boolean() }))
    .output(progressOr(writtenDownBundle)),
  /** Exchanges every minute through a folder that desks reach, and once now. Errors: FILE_NOT_FOUND (no such folder). */
  setShare: access(administers).input(shareSetting).output(hubState),
  /** Of two hubs of one copy this one stays, the other was stopped for good. Desks begin anew here. */
  keepOnly: access(administers).output(hubState),
};
