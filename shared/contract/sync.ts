import { z } from 'zod';
import { access, named } from './access.ts';
import { progressOr } from './progress.ts';

/**
 * How the desk stands with its hub. `none`: it has none, and nothing of sync is shown. `asking`: it waits to be let in.
 * `working`: much is taken at once (`progress`). `stopped`: the hub does not take it any more; `why` says what to do.
 */
export const SYNC_PHASES = ['none', 'asking', 'working', 'synced', 'offline', 'stopped'] as const;

export const syncStatus = z.object({
  phase: z.enum(SYNC_PHASES),
  /** The hub is of another school, knows the device no more, or another store lives under its name. */
  why: z.enum(['unknown-device', 'revoked', 'token', 'device-cloned']).nullable(),
  /** Code of the error of the last try, where it failed: HUB_UNREACHABLE … with its parameters. */
  trouble: z
    .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
  /** What was done here and is not at the hub yet: how many, since when the oldest waits (epoch ms). */
  waiting: z.number(),
  oldestAt: z.number().nullable(),
  /** When the hub last answered, epoch ms. */
  lastOkAt: z.number().nullable(),
  /** Of what was done here: refused, and nobody has looked at it yet. */
  refused: z.number(),
  /** Open ones of those whom the asker may see. */
  conflicts: z.number(),
  /** As the hub said when it was last greeted; null: it did not say yet. `backupAt` (epoch ms) null: it has no backup. */
  standing: z.object({ backupAt: z.number().nullable(), twoHubs: z.boolean() }).nullable(),
  /** Until when the desk shows what it has without reaching its hub, epoch ms; null: the hub sets no limit. */
  lease: z.object({ days: z.number(), endsAt: z.number(), isEnded: z.boolean() }).nullable(),
  /** Since when nothing goes on although the hub answers, epoch ms; null: it goes on. */
  stuckSince: z.number().nullable(),
  /** When the desk’s rows were last compared with the hub’s, how many were otherwise, and how many ever; null: not yet. */
  audit: z.object({ at: z.number(), mended: z.number(), incidents: z.number() }).nullable(),
  /** How far the hub’s clock is ahead, ms; null: not so far that a person need know. */
  skewMs: z.number().nullable(),
  /**
   * While much is taken at once (`working`): what is being done, and how far. `fetch`: bytes of an image; rows otherwise:
   * `save` shown, `read` noted for the hub, `write` taken off the disk.
   */
  progress: z
    .object({
      stage: z.enum(['fetch', 'save', 'read', 'write']),
      done: z.number(),
      total: z.number().nullable(),
    })
    .nullable(),
  /** `isHost`: this computer hosts it, or did. `own`: the 12 digits of this desk’s own key, which the hub’s administrator compares. `letters`: what the numbers of its sheets and cases have in them ('': not told yet). */
  hub: z
    .object({
      address: z.string(),
      fingerprint: z.string(),
      name: z.string(),
      own: z.string().nullable(),
      letters: z.string(),
      isHost: z.boolean(),
    })
    .nullable(),
});
export type SyncStatus = z.output<typeof syncStatus>;

/** One thing that was done here. `text`: what was typed, line by line, masked. */
export const sentWork = z.object({
  mid: z.number(),
  /** By what it is known here and at the hub (workTrace); null: the hub has told no letters yet. */
  trace: z.string().nullable(),
  /** Name of the mutation, `sync.join` for what was here before. */
  name: z.string(),
  actor: z.string(),
  at: z.number().nullable(),
  rows: z.number(),
  /** Of one student: their name. */
  student: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
});
export type SentWork = z.output<typeof sentWork>;

export const refusedWhy = z.enum([
  'taken',
  'moved',
  'gone',
  'scope',
  'school',
  'changed',
  'unknown',
  'file-lost',
  'schema',
]);

/** What was typed into a field of a row, masked. */
export const typedField = z.object({ entity: z.string(), field: z.string(), value: z.string() });
export type TypedField = z.output<typeof typedField>;

export const refusedWork = sentWork.extend({
  /** school: it is of the whole school, and not this desk’s to change. */
  why: refusedWhy,
  fields: z.array(typedField),
  seen: z.boolean(),
});
export type RefusedWork = z.output<typeof refusedWork>;

const side = z.object({
  actor: z.string(),
  device: z.string(),
  /** What the hub calls that computer; null: it did not say. */
  computer: z.string().nullable(),
  isHere: z.boolean(),
  at: z.number().nullable(),
});

/** What two people said otherwise of the same fields, masked. `now`: what is there now. */
export const conflictItem = z.object({
  id: z.string(),
  entity: z.string(),
  student: z
    .object({
      id: z.string(),
      name: z.string().nullable(),
      studentNo: z.string().nullable(),
      className: z.string().nullable(),
      collegeName: z.string().nullable(),
    })
    .nullable(),
  fields: z.array(
    z.object({
      field: z.string(),
      base: z.string().nullable(),
      mine: z.string().nullable(),
      theirs: z.string().nullable(),
      now: z.string().nullable(),
    }),
  ),
  /** Of a disputed photo: hashes; null: there was none, or it was taken away. `theirs`: what is there now. */
  photos: z
    .object({ before: z.string().nullable(), mine: z.string().nullable(), theirs: z.string().nullable() })
    .nullable(),
  mine: side,
  theirs: side,
  /** Names those that were done in one go, an import for instance; the file, where it was one. */
  group: z.string(),
  file: z.string().nullable(),
  /** Whether fields can be typed: of records. */
  canType: z.boolean(),
  isGone: z.boolean(),
});
export type ConflictItem = z.output<typeof conflictItem>;

/** Of lists of work. */
export const workPage = {
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(200).default(50),
};

export const RECORD_STATES = ['registered', 'waiting', 'conflict', 'refused'] as const;
export type RecordState = (typeof RECORD_STATES)[number];

/**
 * Rows of one kind that were not what the hub has although everything of it had been taken, found at one time; they were
 * made what the hub has. `how`: missing here, here although the hub has none, or saying something else.
 */
export const syncIncident = z.object({
  at: z.number(),
  entity: z.string(),
  how: z.enum(['missing', 'extra', 'other']),
  rows: z.number(),
});
export type SyncIncident = z.output<typeof syncIncident>;

/** The desk and its hub: how it stands, what waits, what was refused, what is disputed. */
export const sync = {
  status: access({ needs: 'signed-in', scope: 'filter' }).output(syncStatus),
  /** Asks the hub now; answers when it was asked. `moved`: since the store was opened. */
  now: access({ needs: 'signed-in', scope: 'none' }).output(
    syncStatus.extend({
      /** Of what was done here: what became of it is known. Of others: what came, and how many rows that were. */
      moved: z.object({ sent: z.number(), came: z.number(), rows: z.number() }),
    }),
  ),
  /** What answers at an address: nothing is sent. Errors: HUB_UNREACHABLE, NOT_YET. */
  look: access({ needs: 'admin', scope: 'whole' })
    .input(z.object({ address: z.string().min(1).max(300) }))
    .output(z.object({ fingerprint: z.string(), pin: z.string() })),
  /** Asks to be let in by what was looked at (`pin`). Errors: HUB_UNREACHABLE, SYNC_REFUSED, SYNC_JOINED. */
  join: access({ needs: 'admin', scope: 'whole', audits: 'hub' })
    .input(
      z.object({
        address: z.string().min(1).max(300),
        pin: z.string().min(1).max(10_000),
        code: z.string().min(1).max(32),
        name: z.string().trim().min(1).max(80),
      }),
    )
    .output(syncStatus),
  /** The printed recovery key in the place of a hub that can’t be reached any more: the lease begins anew. Errors: KEY_WRONG, KEY_RING. */
  unlock: access({ needs: 'admin', scope: 'none', audits: 'hub' })
    .input(z.object({ recoveryKey: z.string().min(1).max(300) }))
    .output(syncStatus),
  /**
   * The hub has another key by now, or another address, as somebody has read there (12 digits): if that key answers there,
   * it is the hub’s from here on. Errors: HUB_UNREACHABLE (other-digits: it answers with another), SYNC_NOT_READY.
   */
  trust: access({ needs: 'admin', scope: 'whole', audits: 'hub' })
    .input(
      z.object({
        fingerprint: z.string().min(1).max(100),
        /** Absent: where it was. */
        address: z.string().min(1).max(300).optional(),
      }),
    )
    .output(syncStatus),
  /**
   * Asks the hub that takes this desk no more (device-cloned, unknown-device, revoked) to be let in anew, by a new code.
   * What was done here and is not at the hub waits, and is sent then. Errors: HUB_UNREACHABLE, SYNC_REFUSED, SYNC_JOINED.
   */
  rejoin: access({ needs: 'admin', scope: 'whole', audits: 'hub' })
    .input(z.object({ code: z.string().min(1).max(32), name: z.string().trim().min(1).max(80) }))
    .output(syncStatus),
  /**
   * A zip for whoever helps: how the desk stands, and the end of its logs. Nothing of anybody is in it, so that it may be
   * sent away, also by a desk that is locked (lease).
   */
  diagnose: access({ needs: 'admin', scope: 'none' }).output(
    progressOr(z.object({ download: z.string(), logs: z.number() })),
  ),
  /** Asks no more; only as long as nobody has let it in. */
  forget: access({ needs: 'admin', scope: 'whole', audits: 'hub' }).output(syncStatus),
  /** What waits, oldest first; total of those whom the asker may see. */
  waiting: access({ needs: 'look', scope: 'filter' })
    .input(z.object(workPage))
    .output(z.object({ items: z.array(sentWork), total: z.number() })),
  /** What was refused, newest first. */
  refused: access({ needs: 'look', scope: 'filter' })
    .input(z.object(workPage))
    .output(z.object({ items: z.array(refusedWork), total: z.number() })),
  /** Somebody has looked at what was refused. */
  noteSeen: access({ needs: 'look', scope: 'filter' })
    .input(z.object({ mids: z.array(z.number().int()).min(1).max(1_000) }))
    .output(syncStatus),
  /** What was found when the desk was compared with its hub, newest first; counts alone. */
  incidents: access({ needs: 'look', scope: 'none' }).output(z.array(syncIncident)),
  /** Open ones, oldest first; `group`: only those that were done in one go. */
  conflicts: access({ needs: 'look', scope: 'filter' })
    .input(z.object({ group: z.string().max(300).nullable().default(null), ...workPage }))
    .output(
      z.object({
        items: z.array(conflictItem),
        total: z.number(),
        groups: z.array(
          z.object({
            group: z.string(),
            file: z.string().nullable(),
            actor: z.string(),
            at: z.number(),
            count: z.number(),
          }),
        ),
      }),
    ),
  /**
   * Settles conflicts as one batch, to be taken back by imports.undo. `group` instead of ids: all of them. `values`:
   * where `take` is typed, of one conflict. Those that were settled meanwhile are left. Errors: NOT_FOUND (none of the
   * asker’s), CONFLICT_REFUSED.
   */
  resolve: access({ needs: 'edit', scope: 'filter', audits: 'change' })
    .input(
      z.object({
        conflicts: z.array(z.string().max(200)).max(2_000).default([]),
        group: z.string().max(300).nullable().default(null),
        take: z.enum(['theirs', 'mine', 'typed']),
        values: z.record(z.string().max(64), z.string().max(10_000)).nullable().default(null),
      }),
    )
    .output(progressOr(z.object({ batch: z.string().nullable(), settled: z.number() }))),
  /** Of one student: how what was done here stands; null: no hub. */
  ofStudent: access({ needs: 'look', scope: named(['student', 'student']) })
    .input(z.object({ student: z.string().max(300) }))
    .output(z.object({ state: z.enum(RECORD_STATES).nullable() })),
  /** Those of a list of students who are not simply registered. */
  marks: access({ needs: 'look', scope: 'filter' })
    .input(z.object({ students: z.array(z.string().max(300)).max(500) }))
    .output(z.array(z.object({ student: z.string(), state: z.enum(RECORD_STATES) }))),
};
