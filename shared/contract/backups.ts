import { z } from 'zod';
import { BACKUP_REASONS } from '../domain/backupThinning.ts';
import { access } from './access.ts';
import { progressOr } from './progress.ts';

/** When backups are made by themselves, where they go, and how many stay. Of this computer, not of the school's data. */
export const backupPlan = z.object({
  /** Whether any are made without being asked for. */
  on: z.boolean(),
  /** Absolute; null: within the data folder, which does not outlive its disk. */
  folder: z.string().nullable(),
  everyHours: z.number().int().min(1).max(168),
  daily: z.number().int().min(1).max(60),
  weekly: z.number().int().min(0).max(52),
  before: z.number().int().min(1).max(60),
});
export type BackupPlan = z.output<typeof backupPlan>;

export const keptBackup = z.object({
  /** Absolute path of its folder. */
  path: z.string(),
  name: z.string(),
  at: z.number(),
  reason: z.enum(BACKUP_REASONS),
  students: z.number(),
  photos: z.number(),
  /** Of the store; photos are shared with other backups. */
  bytes: z.number(),
  /** Photos that could no longer be read when it was made. */
  lostPhotos: z.number(),
  program: z.string(),
});
export type KeptBackup = z.output<typeof keptBackup>;

const trouble = z.object({
  at: z.number(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const backupState = z.object({
  plan: backupPlan,
  /** Where they go, by `plan`. */
  folder: z.string(),
  /** Whether that is within the data folder. */
  besideData: z.boolean(),
  /** `students` null: not for whoever sees only some colleges. */
  lastGood: z.object({ at: z.number(), students: z.number().nullable() }).nullable(),
  /** The last try, if it failed; null after a good one. */
  failed: trouble.nullable(),
  /** When the next one is due by the plan; null: none is. */
  nextAt: z.number().nullable(),
  running: z.boolean(),
  /** What was put aside in the data folder: before a restore or a change of schema, and damaged files. */
  copies: z.object({ count: z.number(), bytes: z.number() }),
});
export type BackupState = z.output<typeof backupState>;

/** What a restore would take away and bring back. */
export const restorePreview = z.object({
  at: z.number(),
  reason: z.enum(BACKUP_REASONS).nullable(),
  now: z.object({ students: z.number(), photos: z.number() }),
  back: z.object({ students: z.number(), photos: z.number() }),
  /** Whether the backup is an earlier state of this very store; otherwise what follows is not known. */
  isEarlier: z.boolean(),
  /** Entries of the log that came after it. */
  changesSince: z.number(),
  batchesSince: z.array(z.object({ id: z.string(), kind: z.string(), file: z.string(), at: z.number() })),
});
export type RestorePreview = z.output<typeof restorePreview>;

/** Backups are whole stores: nobody sees or makes one who sees only some colleges. */
const looking = access({ needs: 'backup', scope: 'whole' });
const making = access({ needs: 'backup', scope: 'whole', audits: 'backup' });

export const backups = {
  /** Whoever works here is to know when the last backup was. */
  state: access({ needs: 'signed-in', scope: 'filter' }).output(backupState),
  list: looking.output(z.array(keptBackup)),
  savePlan: access({ needs: 'backup', scope: 'whole', audits: 'settings' })
    .input(backupPlan)
    .output(backupState),
  make: making.output(progressOr(keptBackup)),
  /** Reads a backup of the list from end to end beside the store and says what restoring it would change. */
  prepareRestore: making.input(z.object({ path: z.string() })).output(progressOr(restorePreview)),
  /** Puts what was prepared in the store's place: the present state goes aside, and the desk opens anew. */
  restore: making.output(z.object({})),
  forgetPrepared: looking.output(z.object({})),
};
