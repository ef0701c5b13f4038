import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { type BackupPlan, backupPlan } from '../../../shared/contract/backups.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { writeFlushed } from '../../db/writeFlushed.ts';

/**
 * What this computer knows of its backups. Beside the store and not in it: it is asked for when the store cannot be
 * read, and a restore must not bring back an old folder.
 */
const planFile = z.object({
  /** Names this store's own folder among those of others; letters and digits. */
  id: z.string().regex(/^[0-9a-f]{12}$/),
  plan: backupPlan,
  lastGood: z.object({ at: z.number(), students: z.number(), head: z.number() }).nullable(),
  failed: z
    .object({
      at: z.number(),
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    })
    .nullable(),
});
export type BackupPlanFile = z.output<typeof planFile>;

const PLAN_FILE = 'backups.json';

export const DEFAULT_PLAN: BackupPlan = {
  on: true,
  folder: null,
  everyHours: 24,
  daily: 7,
  weekly: 4,
  before: 5,
};

/** `newId` names the store when nothing is known yet. Errors: STORE_DAMAGED when the file is not one of ours. */
export function readPlanFile(dataDir: string, newId: () => string): BackupPlanFile {
  let text: string;
  try {
    text = readFileSync(join(dataDir, PLAN_FILE), 'utf8');
  } catch (error) {
    if (Reflect.get(error as object, 'code') !== 'ENOENT') throw error;
    const id = newId()
      .replaceAll(/[^0-9a-f]/g, '')
      .slice(-12);
    return { id, plan: DEFAULT_PLAN, lastGood: null, failed: null };
  }
  const read = planFile.safeParse(parsed(text));
  if (!read.success) throw new AppError('STORE_DAMAGED', { what: 'backup-plan' }, { cause: read.error });
  return read.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
}

export function writePlanFile(dataDir: string, file: BackupPlanFile): void {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, PLAN_FILE);
  const unfinished = `${path}.part`;
  writeFlushed(unfinished, JSON.stringify(file));
  renameSync(unfinished, path);
}

/** Where all backups go, those of other stores too. */
export function backupRoot(dataDir: string, { plan }: BackupPlanFile): string {
  return plan.folder ?? join(dataDir, 'backups');
}

/** Where those of this store go. */
export function backupFolder(dataDir: string, file: BackupPlanFile): string {
  return join(backupRoot(dataDir, file), `xueji-${file.id}`);
}

/** Errors: USAGE for a folder that isn't absolute or lies within the data folder's own parts. */
export function checkPlanFolder(folder: string | null): void {
  if (folder !== null && !isAbsolute(folder)) throw new AppError('USAGE', { case: 'backup-folder' });
}
