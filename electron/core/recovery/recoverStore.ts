import { join } from 'node:path';
import { STORE_FILE } from '../../db/openDatabase.ts';
import { takeWriterLock } from '../../db/writerLock.ts';
import type { DataKey } from '../../security/dataKey.ts';
import { backupRoot, readPlanFile } from '../backup/backupPlanFile.ts';
import { listKeptBackups } from '../backup/keptBackupFile.ts';
import { forgetPrepared, preparedFolder, replaceStore } from '../backup/restoreBackup.ts';
import type { Ids } from '../core.ts';
import type { SalvageReport } from './salvageReport.ts';
import { type SalvageOptions, salvageStore } from './salvageStore.ts';

export interface RecoverOptions extends SalvageOptions {
  ids: Ids;
}

/** The store of the newest rolling backup; null: there is none. A plan file that can't be read names no folder. */
export async function newestBackup(
  dataDir: string,
  ids: Ids,
): Promise<{ path: string; store: string; at: number; students: number } | null> {
  const root = backupRoot(
    dataDir,
    readPlanFile(dataDir, () => ids.next()),
  );
  const [newest] = await listKeptBackups(root);
  if (!newest) return null;
  const { path, at, students } = newest;
  return { path, store: join(path, STORE_FILE), at, students };
}

/**
 * Salvages a damaged store and puts what came of it in its place; the damaged files lie aside before anything is
 * replaced. Errors: STORE_IN_USE, and those of `salvageStore`; then nothing has changed.
 */
export async function recoverStore(
  dataDir: string,
  key: DataKey | null,
  { ids, ...options }: RecoverOptions,
): Promise<SalvageReport & { keptAside: string | null }> {
  const lock = takeWriterLock(dataDir);
  try {
    const backup = await newestBackup(dataDir, ids);
    const report = await salvageStore(dataDir, key, backup?.store ?? null, options);
    const keptAside = await replaceStore(dataDir, key, preparedFolder(dataDir), {
      clock: options.clock,
      what: 'damaged',
    });
    return { ...report, keptAside };
  } finally {
    forgetPrepared(dataDir);
    lock.release();
  }
}
