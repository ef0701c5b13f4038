import { join } from 'node:path';
import type { BackupPlan } from '../../../shared/contract/backups.ts';
import { backupRoot, readPlanFile } from '../../core/backup/backupPlanFile.ts';
import { uuidIds } from '../../core/ports/uuidIds.ts';

/** Backups of the hub go by the desk's plan, beside the desk's own: one place to look for on a new computer. */
export function hubPlan(planDir: string): { plan: BackupPlan; folder: string; besideData: boolean } {
  const file = readPlanFile(planDir, () => uuidIds.next());
  return {
    plan: file.plan,
    folder: join(backupRoot(planDir, file), 'xueji-hub'),
    besideData: file.plan.folder === null,
  };
}

const NAME = /^hub-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z-(planned|manual)\.xjh$/;

export function hubBackupName(at: number, reason: 'planned' | 'manual'): string {
  return `hub-${new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')}-${reason}.xjh`;
}

/** What a name says; null: it is none of ours. */
export function hubBackupOfName(
  name: string,
): { name: string; at: number; reason: 'planned' | 'manual' } | null {
  const [, year, month, day, hour, minute, second, reason] = NAME.exec(name) ?? [];
  if (reason === undefined) return null;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return { name, at, reason: reason as 'planned' | 'manual' };
}
