import { stat } from 'node:fs/promises';
import { fileSystemError, openByteSource } from './byteSource.ts';
import type { FilePlace } from './filePlace.ts';
import { plainSize } from './sealedFile.ts';

const PIECE_BYTES = 256 * 1024;

/** Everything in a file, in pieces. Errors: those of openByteSource. */
export async function* piecesOf(place: FilePlace): AsyncGenerator<Buffer, void> {
  const source = await openByteSource(place);
  try {
    for (let at = 0; at < source.size; ) {
      const piece = await source.read(at, PIECE_BYTES);
      // Cut short by somebody while it is read.
      if (piece.length === 0) return;
      at += piece.length;
      yield piece;
    }
  } finally {
    await source.close();
  }
}

/** The same in one. */
export async function wholeOf(place: FilePlace): Promise<Buffer> {
  const source = await openByteSource(place);
  try {
    return await source.read(0, source.size);
  } finally {
    await source.close();
  }
}

/** The first bytes of a file, up to so many. */
export async function headOf(place: FilePlace, length: number): Promise<Buffer> {
  const source = await openByteSource(place);
  try {
    return await source.read(0, length);
  } finally {
    await source.close();
  }
}

/** Plain bytes of a file; of a folder, whatever its file system says. Errors: FILE_NOT_FOUND, FILE_UNREADABLE. */
export async function sizeOf(place: FilePlace): Promise<number> {
  try {
    const { size } = await stat(typeof place === 'string' ? place : place.path);
    return typeof place === 'string' ? size : (plainSize(size) ?? 0);
  } catch (error) {
    throw fileSystemError(error);
  }
}
