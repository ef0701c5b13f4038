import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ImageFile } from '../../sync/protocol/pulled.ts';

/** Bytes of one question. */
const PIECE = 8 * 1024 * 1024;
const FOLDER = 'sync-image';

/** Bytes of an image file; null: the hub gives it no more. Errors: those of the way there. */
export type ImagePieces = (id: string, from: number, to: number) => Promise<Buffer | null>;

export interface Fetching {
  dataDir: string;
  pieces: ImagePieces;
  signal: AbortSignal;
  progress(done: number, total: number): void;
}

/** Where an image is fetched to. It is sealed, and what opens it is on no disk. */
export function imagePath(dataDir: string, { id }: Pick<ImageFile, 'id'>): string {
  return join(dataDir, FOLDER, `${id}.img`);
}

/** What was fetched and is not needed any more. */
export async function dropImages(dataDir: string): Promise<void> {
  await rm(join(dataDir, FOLDER), { recursive: true, force: true });
}

/**
 * Fetches an image piece by piece, going on where an earlier try ended, also of before a restart, and looks whether it is
 * the one that the hub made. False: the hub gives it no more, or what came is not it; nothing of it is left then. Errors:
 * those of the way, of the file system, and that of the signal.
 */
export async function fetchImage(file: ImageFile, fetching: Fetching): Promise<boolean> {
  const { dataDir, pieces, signal, progress } = fetching;
  const path = imagePath(dataDir, file);
  await mkdir(join(dataDir, FOLDER), { recursive: true });
  for (const name of await readdir(join(dataDir, FOLDER)))
    if (name !== `${file.id}.img`) await rm(join(dataDir, FOLDER, name), { force: true });
  const givenUp = async () => {
    await rm(path, { force: true });
    return false;
  };
  const handle = await open(path, 'a');
  try {
    let at = (await handle.stat()).size;
    while (at < file.bytes) {
      signal.throwIfAborted();
      const piece = await pieces(file.id, at, Math.min(at + PIECE, file.bytes) - 1);
      if (piece === null || piece.length === 0) return await givenUp();
      await handle.writeFile(piece);
      at += piece.length;
      progress(at, file.bytes);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  const isWhole = (await stat(path)).size === file.bytes && (await sha256Of(path)) === file.sha256;
  return isWhole || (await givenUp());
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}
