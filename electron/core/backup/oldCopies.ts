import { type Dirent, readdirSync, rmSync, statSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { superfluousCopies } from '../../../shared/domain/backupThinning.ts';
import { errorCode } from '../../archive/storedFile.ts';
import { UNFINISHED_PREFIX } from './keptBackupFile.ts';

/** What was put aside in the data folder before something took its place. */
export interface OldCopy {
  /** Absolute. */
  path: string;
  name: string;
  /** When it was put aside, epoch ms. */
  at: number;
  bytes: number;
}

/** `before-restore-…` and `damaged-…` are folders; a change of schema and the encryption of a plain store leave files. */
const PUT_ASIDE = /^(before-(restore|schema|encryption)|damaged)[-.]/;

/** Newest first. */
export function oldCopies(dataDir: string): OldCopy[] {
  const folder = join(dataDir, 'backups');
  return entriesOf(folder)
    .filter(({ name }) => PUT_ASIDE.test(name) && !name.endsWith('.part'))
    .map((entry) => {
      const path = join(folder, entry.name);
      const files = entry.isDirectory() ? entriesOf(path).map(({ name }) => join(path, name)) : [path];
      const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
      return { path, name: entry.name, at: statSync(path).mtimeMs, bytes };
    })
    .sort((a, b) => b.at - a.at);
}

/**
 * Takes away the copies that are no longer needed (`superfluousCopies`). To be called after a backup is whole; returns
 * what went.
 */
export async function thinOldCopies(
  dataDir: string,
  asked: { keep: number; now: number; goodAt: number | null },
): Promise<OldCopy[]> {
  const gone = superfluousCopies(oldCopies(dataDir), asked);
  for (const { path, name } of gone) {
    // First out of sight in one step: what is half gone must not look like a copy.
    const leaving = join(dataDir, 'backups', `${UNFINISHED_PREFIX}${name}`);
    await rename(path, leaving);
    rmSync(leaving, { recursive: true, force: true });
  }
  return gone;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
