import { readFile, stat } from 'node:fs/promises';
import { AppError } from '../../shared/domain/errors.ts';
import { type MapFile, parseMapFile } from '../../shared/domain/mapFile.ts';

/** A map has some dozen lines; whatever is larger is another file. */
const MOST_BYTES = 1024 * 1024;

/** Reads a map file, whatever Windows saved it as. `name`: for the sentence. Errors: USAGE, FILE_NOT_FOUND, FILE_UNREADABLE. */
export async function readMapFile(path: string, name: string): Promise<MapFile> {
  return parseMapFile(decode(await readBytes(path, name)), name);
}

async function readBytes(path: string, file: string): Promise<Buffer> {
  try {
    if ((await stat(path)).size > MOST_BYTES) throw new AppError('USAGE', { case: 'map-syntax', file });
    return await readFile(path);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const missing = error instanceof Error && Reflect.get(error, 'code') === 'ENOENT';
    throw new AppError(missing ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE', { file }, { cause: error });
  }
}

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
