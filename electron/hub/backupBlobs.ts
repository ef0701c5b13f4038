import { join } from 'node:path';
import { AppError } from '../../shared/domain/errors.ts';
import { type BlobStore, openBlobStore } from '../photos/blobStore.ts';
import type { DataKey } from '../security/dataKey.ts';
import type { HubBlobs } from './baseBlobs.ts';
import { connectSqlite } from './connectSqlite.ts';

/** Beside the backups of a hub: its photos and files, sealed, each once for all backups there. */
export const BLOBS_FOLDER = 'xueji-hub-files';

export interface CopiedBlobs {
  /** That are there now. */
  kept: number;
  /** That could not be had: the devices that sent them are asked for them again. */
  lost: number;
}

interface Copying {
  signal: AbortSignal;
  onFiles(done: number, total: number): void;
}

/** The store of files beside a backup. */
export function blobsBeside(folder: string, key: DataKey): BlobStore {
  return openBlobStore(join(folder, BLOBS_FOLDER), key);
}

/**
 * Brings the files that a hub's database names to another store; those that are there are not written again, but every one
 * is read from where it went and compared with its name. Errors: those of the disk, and of the signal.
 */
export async function copyBlobs(
  { database, key }: { database: string; key: DataKey },
  from: HubBlobs,
  to: HubBlobs,
  { signal, onFiles }: Copying,
): Promise<CopiedBlobs> {
  const names = await blobsNamed(database, key);
  const copied: CopiedBlobs = { kept: 0, lost: 0 };
  for (const [at, sha256] of names.entries()) {
    signal.throwIfAborted();
    if ((await wholeOf(to, sha256)) === null) {
      await to.remove(sha256);
      const bytes = await wholeOf(from, sha256);
      if (bytes !== null) await to.put(bytes);
    }
    if ((await wholeOf(to, sha256)) === null) copied.lost += 1;
    else copied.kept += 1;
    onFiles(at + 1, names.length);
  }
  return copied;
}

/** Null: it is not there, or no longer what it was. */
async function wholeOf(store: HubBlobs, sha256: string): Promise<Buffer | null> {
  try {
    return await store.read(sha256);
  } catch (error) {
    if (error instanceof AppError && error.code === 'STORE_DAMAGED') return null;
    throw error;
  }
}

/** The files that a hub’s database names, which nobody else has open. */
export async function blobsNamed(database: string, key: DataKey): Promise<string[]> {
  const { db, raw } = connectSqlite(database, key);
  try {
    const rows = await db.selectFrom('blob').select('sha256').orderBy('sha256').execute();
    raw.pragma('wal_checkpoint(TRUNCATE)');
    raw.pragma('journal_mode = DELETE');
    return rows.map(({ sha256 }) => sha256);
  } finally {
    await db.destroy();
  }
}
