import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { piecesOf } from '../archive/piecesOf.ts';
import type { Download } from './core.ts';

/** Writes a file that was made to where a person wants it, as it is to be read. Errors: those of the file system. */
export async function copyDownload({ place }: Download, path: string): Promise<void> {
  await pipeline(piecesOf(place), createWriteStream(path));
}
