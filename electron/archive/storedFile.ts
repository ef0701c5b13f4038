import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Ends the name of a file that is not wholly written yet. */
export const UNFINISHED = '.tmp';

/** How long a rename is tried again: a virus scanner or an indexer holds a new file for a moment (Windows). */
const RENAME_WAITS_MS = [5, 10, 20, 40, 80, 160, 320] as const;
const BUSY_CODES = new Set(['EPERM', 'EACCES', 'EBUSY']);

let unfinishedCount = 0;

/**
 * Writes a whole file or nothing: a temporary file in the same folder, flushed to the disk unless the file is
 * only a cache, then renamed. At no moment does the final name show less than all bytes. Missing folders are
 * made. The folder itself is not flushed: `flushFolder` does that, once for many files.
 */
export async function writeStoredFile(
  path: string,
  bytes: Uint8Array,
  options: { durable: boolean },
): Promise<void> {
  const { handle, temporary } = await openUnfinished(path);
  try {
    try {
      await handle.writeFile(bytes);
      if (options.durable) await handle.datasync();
    } finally {
      await handle.close();
    }
    await renameIntoPlace(temporary, path);
  } catch (error) {
    await removeFile(temporary);
    throw error;
  }
}

/** All bytes, or null when there is no such file. */
export async function readStoredFile(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** False when there was no such file. */
export async function removeFile(path: string): Promise<boolean> {
  try {
    await unlink(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/**
 * A rename that outlasts another program's short hold on either file. `move` is the file system's rename.
 * Throws its last error when the hold lasts longer than about 0.6 s.
 */
export async function renameIntoPlace(
  from: string,
  to: string,
  move: (from: string, to: string) => Promise<void> = rename,
): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await move(from, to);
    } catch (error) {
      const wait = RENAME_WAITS_MS[attempt];
      if (wait === undefined || !BUSY_CODES.has(errorCode(error))) throw error;
      await delay(wait);
    }
  }
}

/** Makes renames in a folder outlast a power cut. Windows has no such call, and NTFS journals renames itself. */
export async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Empty when there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return [];
    throw error;
  }
}

export function errorCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

async function openUnfinished(path: string): Promise<{ handle: FileHandle; temporary: string }> {
  for (let folderMade = false; ; ) {
    unfinishedCount += 1;
    const temporary = `${path}.${process.pid}-${unfinishedCount}${UNFINISHED}`;
    try {
      return { handle: await open(temporary, 'wx', 0o600), temporary };
    } catch (error) {
      // A process that had this number and was killed may have left the name behind: take the next.
      if (errorCode(error) === 'EEXIST') continue;
      if (errorCode(error) !== 'ENOENT' || folderMade) throw error;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      folderMade = true;
    }
  }
}
