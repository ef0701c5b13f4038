import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { superfluousBackups } from '../../../shared/domain/backupThinning.ts';
import { namesIn } from '../../archive/storedFile.ts';
import { hostMeans } from '../../core/encryption/hostMeans.ts';
import type { Running } from '../../core/workThread.ts';
import { backupHub } from '../backupHub.ts';
import { hubErrorOf, openBesideHub } from '../openHub.ts';
import { sweepBackupBlobs } from '../sweepBackupBlobs.ts';
import { hubBackupName, hubBackupOfName, hubPlan } from './hubPlan.ts';

export interface HubBackupRequest {
  /** The hub's folder. */
  dataDir: string;
  planDir: string;
  passphrase: string | null;
  reason: 'planned' | 'manual';
  /** Epoch ms. */
  at: number;
}

export interface MadeHubBackup {
  file: string;
  bytes: number;
  /** Photos and files that lie beside it, and those that the hub itself had no more. */
  files: number;
  lost: number;
}

/** All of China keeps Beijing's time. */
const BEIJING_MS = 8 * 3_600_000;

/** Backs a served hub up beside whoever serves it, and takes away older backups that the plan keeps no more. Errors: those of backupHub. */
export async function makeHubBackup(request: HubBackupRequest, running: Running): Promise<MadeHubBackup> {
  const { dataDir, planDir, passphrase, reason, at } = request;
  const { plan, folder } = hubPlan(planDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const place = { engine: 'sqlite' as const, dataDir, means: hostMeans(passphrase) };
  const hub = await openBesideHub(place, (_, error) => {
    throw error;
  });
  try {
    const file = join(folder, hubBackupName(at, reason));
    const { bytes, files } = await backupHub(hub, file, { at, ...running });
    const known = (await namesIn(folder)).flatMap((name) => hubBackupOfName(name) ?? []);
    const superfluous = superfluousBackups(known, plan, BEIJING_MS);
    for (const { name } of superfluous) rmSync(join(folder, name));
    // To know what the others name all of them are read: only where one has gone that may have been the last.
    if (superfluous.length > 0) await sweepBackupBlobs(folder, hub.unlocked.key, running.signal);
    return { file, bytes, files: files?.kept ?? 0, lost: files?.lost ?? 0 };
  } catch (error) {
    throw hubErrorOf(error);
  } finally {
    await hub.close();
  }
}
