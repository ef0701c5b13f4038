import { createHash } from 'node:crypto';
import type { FilePlace } from '../archive/filePlace.ts';
import { piecesOf } from '../archive/piecesOf.ts';
import type { Download } from './core.ts';

/** Whether the file there is, byte for byte, what was made. Errors: those of the file system. */
export async function isCopyOf({ place }: Download, path: string): Promise<boolean> {
  return (await hashOf(place)) === (await hashOf(path));
}

async function hashOf(place: FilePlace): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of piecesOf(place)) hash.update(piece);
  return hash.digest('hex');
}
