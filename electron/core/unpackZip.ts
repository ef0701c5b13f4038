import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../shared/domain/errors.ts';
import { openByteSource } from '../archive/byteSource.ts';
import { entryPath } from '../archive/entryPath.ts';
import type { FilePlace } from '../archive/filePlace.ts';
import { openZip } from '../archive/openZip.ts';

/**
 * Writes the entries of a zip that this program made, in folders or not, into a folder that is not there yet, or
 * empty: all of them or, when it is cancelled or the disk is full, none. Errors: FILE_NOT_WRITABLE, CANCELLED.
 */
export async function unpackZip(
  file: FilePlace,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const unfinished = join(dirname(folder), `.${basename(folder)}.part`);
  const source = await openByteSource(file);
  try {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished);
    const zip = await openZip(source);
    for (const entry of zip.entries) {
      // Refuses to write over a file: two entries of one name, or names that differ in case on Windows.
      const { path: inside, unsafe } = entryPath(entry.name);
      if (unsafe !== null) throw new AppError('FILE_UNSAFE', { file: basename(folder) });
      await mkdir(dirname(join(unfinished, inside)), { recursive: true });
      const file = createWriteStream(join(unfinished, inside), { flags: 'wx' });
      await pipeline(Readable.from(zip.chunks(entry, { signal })), file);
    }
    // Only an empty one goes.
    if ((await namesIn(folder)) !== null) await rmdir(folder);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (error instanceof AppError) throw error;
    throw new AppError('FILE_NOT_WRITABLE', { file: basename(folder) }, { cause: error });
  } finally {
    await source.close();
  }
}

/** What is in a folder; null: there is no such folder. */
export async function namesIn(path: string): Promise<string[] | null> {
  try {
    return await readdir(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new AppError('FILE_NOT_WRITABLE', { file: basename(path) }, { cause: error });
  }
}
