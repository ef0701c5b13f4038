import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DataKey } from '../security/dataKey.ts';
import { BLOBS_FOLDER, blobsBeside, blobsNamed } from './backupBlobs.ts';
import { readHubBackupFile } from './hubBackupFile.ts';

/** Beside backups: copies that are just being made. */
const UNDER_WAY = /^\.(xueji-hub-|.*\.part$)/;

/**
 * Takes away the files beside backups that none of them names any more. Every backup in the folder is read from end to
 * end for what it names, whatever it is called; where one can’t be read, or another is just being made, nothing is taken
 * away. How many went; null: it could not be told what is needed. Errors: CANCELLED by the signal, those of the disk.
 */
export async function sweepBackupBlobs(
  folder: string,
  key: DataKey,
  signal: AbortSignal,
): Promise<number | null> {
  const before = backupsIn(folder);
  if (before === null) return null;
  const needed = new Set<string>();
  const scratch = mkdtempSync(join(folder, '.sweep-'));
  try {
    for (const name of before) {
      const named = await namesIn(join(folder, name), join(scratch, `${name}.sqlite`), { key, signal });
      if (named === null) return null;
      for (const sha256 of named) needed.add(sha256);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  // Whoever begins another one meanwhile counts on every file that lies there.
  const isAsBefore = () => backupsIn(folder)?.join('\n') === before.join('\n');
  const isNeeded = (sha256: string) => needed.has(sha256) || signal.aborted || !isAsBefore();
  const { removed } = await blobsBeside(folder, key).sweep(isNeeded);
  return removed;
}

/** Null: one is just being made. */
function backupsIn(folder: string): string[] | null {
  const found = readdirSync(folder, { withFileTypes: true });
  if (found.some(({ name }) => UNDER_WAY.test(name))) return null;
  return found
    .filter(({ name }) => name !== BLOBS_FOLDER && !name.startsWith('.sweep-'))
    .map(({ name }) => name)
    .sort();
}

/** Null: it can’t be read, or is of another hub. */
async function namesIn(
  file: string,
  copy: string,
  { key, signal }: { key: DataKey; signal: AbortSignal },
): Promise<string[] | null> {
  try {
    await readHubBackupFile(file, copy, signal);
    return await blobsNamed(copy, key);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Error) return null;
    throw error;
  } finally {
    rmSync(copy, { force: true });
  }
}
