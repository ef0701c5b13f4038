import { constants } from 'node:fs';
import { lstat, open, readdir, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { AppError } from '../../shared/domain/errors.ts';
import { fileSystemError } from './byteSource.ts';
import { type CollectedFile, type FileCollection, isSystemFile } from './fileCollection.ts';
import { MAX_ZIP_ENTRIES } from './openZip.ts';

/**
 * The files of a folder and of all folders in it, sorted by path, in the shape of an archive. Links are not
 * followed: one that leads out of the folder is listed as unsafe, one that stays inside is counted, as its
 * target is listed anyway. Throws FILE_NOT_FOUND, FILE_UNREADABLE, FILE_TOO_LARGE (too many files), CANCELLED.
 */
export async function walkFolder(folder: string, signal?: AbortSignal): Promise<FileCollection> {
  const root = await orFileError(realpath(folder));
  const found: Omit<CollectedFile, 'index'>[] = [];
  const skipped = { folders: 0, systemFiles: 0, links: 0 };
  const folders = [''];
  for (let inside = folders.pop(); inside !== undefined; inside = folders.pop()) {
    if (signal?.aborted) throw new AppError('CANCELLED');
    for (const child of await orFileError(readdir(join(root, inside), { withFileTypes: true }))) {
      const path = inside === '' ? child.name : `${inside}/${child.name}`;
      if (isSystemFile(path)) {
        skipped.systemFiles++;
      } else if (child.isDirectory()) {
        skipped.folders++;
        folders.push(path);
      } else if (child.isSymbolicLink()) {
        if (await staysInside(root, join(root, path))) skipped.links++;
        else found.push({ path, size: 0, state: { kind: 'unsafe', reason: 'link' } });
      } else if (child.isFile()) {
        const { size } = await orFileError(lstat(join(root, path)));
        found.push({ path, size, state: { kind: 'ok' } });
      } else {
        skipped.systemFiles++;
      }
    }
    if (found.length > MAX_ZIP_ENTRIES) {
      throw new AppError('FILE_TOO_LARGE', { what: 'entries', limit: MAX_ZIP_ENTRIES });
    }
  }
  found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return {
    kind: 'folder',
    nameEncoding: null,
    files: found.map((file, index) => ({ index, ...file })),
    skipped,
    async read(file, maxBytes, signal) {
      if (file.state.kind !== 'ok') throw new AppError('FILE_UNSAFE');
      if (signal?.aborted) throw new AppError('CANCELLED');
      return readPlainFile(join(root, file.path), maxBytes);
    },
    async close() {},
  };
}

/** A link whose target is gone counts as leading out. */
async function staysInside(root: string, link: string): Promise<boolean> {
  let target: string;
  try {
    target = await realpath(link);
  } catch (error) {
    if (fileSystemError(error).code === 'FILE_NOT_FOUND') return false;
    throw fileSystemError(error);
  }
  const way = relative(root, target);
  return (
    way === '' ||
    !(way === '..' || way.startsWith(`..${sep}`) || way.startsWith(sep) || /^[A-Za-z]:/.test(way))
  );
}

/** Reads without following a link that has taken the file's place since it was listed. */
async function readPlainFile(path: string, maxBytes: number): Promise<Buffer> {
  const handle = await orFileError(open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)));
  try {
    const { size } = await handle.stat();
    if (size > maxBytes) throw new AppError('FILE_TOO_LARGE', { what: 'entry', limit: maxBytes });
    return await handle.readFile();
  } catch (error) {
    throw fileSystemError(error);
  } finally {
    await handle.close();
  }
}

async function orFileError<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    throw fileSystemError(error);
  }
}
