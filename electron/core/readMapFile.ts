import { readFile, stat } from 'node:fs/promises';
import { AppError } from '../../shared/domain/errors.ts';
import { type MapFile, parseMapFile } from '../../shared/domain/mapFile.ts';
import { openByteSource } from '../archive/byteSource.ts';
import { detectEncoding } from '../import/readers/csv/detectEncoding.ts';

/** A map has some dozen lines; whatever is larger is another file. */
const MOST_BYTES = 1024 * 1024;

/** Reads a map file, whatever Windows saved it as. `name`: for the sentence. Errors: USAGE, FILE_NOT_FOUND, FILE_UNREADABLE. */
export async function readMapFile(path: string, name: string): Promise<MapFile> {
  const bytes = await readBytes(path, name);
  const encoding = await detectEncoding(await openByteSource(bytes));
  return parseMapFile(new TextDecoder(encoding).decode(bytes), name);
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
