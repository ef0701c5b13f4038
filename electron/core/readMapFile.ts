import { AppError } from '../../shared/domain/errors.ts';
import { type MapFile, parseMapFile } from '../../shared/domain/mapFile.ts';
import { openByteSource } from '../archive/byteSource.ts';
import type { FilePlace } from '../archive/filePlace.ts';
import { sizeOf, wholeOf } from '../archive/piecesOf.ts';
import { detectEncoding } from '../import/readers/csv/detectEncoding.ts';

/** A map has some dozen lines; whatever is larger is another file. */
const MOST_BYTES = 1024 * 1024;

/** Reads a map file, whatever Windows saved it as. `name`: for the sentence. Errors: USAGE, FILE_NOT_FOUND, FILE_UNREADABLE. */
export async function readMapFile(path: FilePlace, name: string): Promise<MapFile> {
  const bytes = await readBytes(path, name);
  const encoding = await detectEncoding(await openByteSource(bytes));
  return parseMapFile(new TextDecoder(encoding).decode(bytes), name);
}

async function readBytes(path: FilePlace, file: string): Promise<Buffer> {
  try {
    if ((await sizeOf(path)) > MOST_BYTES) throw new AppError('USAGE', { case: 'map-syntax', file });
    return await wholeOf(path);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'USAGE') throw error;
    throw new AppError(error.code, { ...error.params, file }, { cause: error });
  }
}
