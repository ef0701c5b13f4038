import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import { STORE_FILE } from '../../db/openDatabase.ts';
import { openBlobStore } from '../../photos/blobStore.ts';
import type { DataKey } from '../../security/dataKey.ts';
import { KEPT_MANIFEST, type KeptManifest, readKeptManifest, readKeptPhotos } from './keptBackupFile.ts';
import type { BackupSink, ReadOptions } from './verifyBackup.ts';

/** Whether a path is a rolling backup's folder. */
export function isKeptBackup(path: string): boolean {
  return existsSync(join(path, KEPT_MANIFEST));
}

/**
 * Reads a rolling backup from end to end, as `verifyBackup` reads one in a file. Photos that were lost when it was
 * made are no fault of it. Errors: FILE_UNKNOWN, FILE_DAMAGED, STORE_NEWER, CANCELLED.
 */
export async function verifyKeptBackup(
  folder: string,
  key: DataKey | null,
  { signal, onProgress }: ReadOptions,
  sink?: BackupSink,
): Promise<KeptManifest> {
  const manifest = readKeptManifest(folder);
  const digest = createHash('sha256');
  const store = join(folder, STORE_FILE);
  if (!existsSync(store)) throw new AppError('FILE_DAMAGED');
  for await (const piece of createReadStream(store)) {
    if (signal.aborted) throw new AppError('CANCELLED');
    digest.update(piece as Buffer);
    await sink?.store(piece as Buffer);
  }
  if (digest.digest('hex') !== manifest.store) throw new AppError('FILE_DAMAGED', { what: 'checksum' });
  const blobs = openBlobStore(dirname(folder), manifest.sealed ? key : null);
  const hashes = readKeptPhotos(folder);
  let lost = 0;
  for (const [done, hash] of hashes.entries()) {
    if (signal.aborted) throw new AppError('CANCELLED');
    onProgress({ stage: 'check', done, total: hashes.length });
    const bytes = await blobs.read(hash).catch((error: unknown) => {
      if (error instanceof AppError)
        throw new AppError('FILE_DAMAGED', { what: 'checksum' }, { cause: error });
      throw error;
    });
    if (bytes === null) lost++;
    else await sink?.photo(bytes);
  }
  if (lost > manifest.lostPhotos) throw new AppError('FILE_DAMAGED', { what: 'photo' });
  return manifest;
}
