import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../shared/domain/errors.ts';
import type { ReleaseFile } from './release.ts';

/**
 * Copies an installer out of the folder, and keeps it only if it is byte for byte the one that was signed. What is on a
 * share may change at any time: from here on only the copy is looked at. Errors: UPDATE_REFUSED `file-missing`,
 * `file-changed`.
 */
export async function takeFile(
  folder: string,
  wanted: ReleaseFile,
  into: string,
  { onProgress, signal }: { onProgress: (bytes: number) => void; signal: AbortSignal },
): Promise<string> {
  await mkdir(into, { recursive: true });
  const path = join(into, wanted.file);
  const half = `${path}.part`;
  const hash = createHash('sha256');
  let bytes = 0;
  const measured = new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      hash.update(piece);
      onProgress(bytes);
      // A file that has grown is not read to its end, wherever that may be.
      done(bytes > wanted.bytes ? changed(wanted) : null, piece);
    },
  });
  try {
    await pipeline(createReadStream(join(folder, wanted.file)), measured, createWriteStream(half), {
      signal,
    });
    if (bytes !== wanted.bytes || hash.digest('hex') !== wanted.sha256) throw changed(wanted);
    await rename(half, path);
    return path;
  } catch (error) {
    await rm(half, { force: true });
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') {
      throw new AppError('UPDATE_REFUSED', { case: 'file-missing', file: wanted.file }, { cause: error });
    }
    throw error;
  }
}

/** Whether a copy that was taken is still what was signed. */
export async function isWhole(path: string, { bytes, sha256 }: ReleaseFile): Promise<boolean> {
  const hash = createHash('sha256');
  let read = 0;
  try {
    for await (const piece of createReadStream(path)) {
      read += (piece as Buffer).length;
      hash.update(piece as Buffer);
    }
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return false;
    throw error;
  }
  return read === bytes && hash.digest('hex') === sha256;
}

function changed({ file }: ReleaseFile): AppError {
  return new AppError('UPDATE_REFUSED', { case: 'file-changed', file });
}
