import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { copyFile, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import { connect, openDatabase, STORE_FILE } from '../../db/openDatabase.ts';
import { takeWriterLock } from '../../db/writerLock.ts';
import { openBlobStore } from '../../photos/blobStore.ts';
import { flushFolder } from '../../photos/storedFile.ts';
import type { DataKey } from '../../security/dataKey.ts';
import type { Clock } from '../core.ts';
import type { BackupManifest } from './backupFile.ts';
import { type ReadOptions, verifyBackup } from './verifyBackup.ts';

export interface RestoreResult {
  manifest: BackupManifest;
  /** Where the store that was there before lies now, within the data folder; null when there was none. */
  keptAside: string | null;
}

/**
 * Puts a backup in the place of what a data folder holds. The backup is unpacked beside it and checked first; then
 * the old store is copied aside and the new one takes its name in one step, so that a kill leaves either whole.
 * Errors: STORE_IN_USE, and those of `verifyBackup`; then nothing has changed.
 */
export async function restoreBackup(
  dataDir: string,
  key: DataKey | null,
  file: string,
  options: ReadOptions & { clock: Clock },
): Promise<RestoreResult> {
  mkdirSync(dataDir, { recursive: true });
  const lock = takeWriterLock(dataDir);
  const scratch = join(dataDir, 'restoring');
  try {
    rmSync(scratch, { recursive: true, force: true });
    mkdirSync(scratch, { recursive: true });
    const manifest = await unpack(dataDir, key, { file, store: join(scratch, STORE_FILE) }, options);
    tidyRestored(scratch, key);
    const keptAside = await putAside(dataDir, key, options.clock);
    if (options.signal.aborted) throw new AppError('CANCELLED');
    await rename(join(scratch, STORE_FILE), join(dataDir, STORE_FILE));
    await flushFolder(dataDir);
    return { manifest, keptAside };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    lock.release();
  }
}

/** Photos go straight to their place: they are named by their content and hurt nobody there. */
async function unpack(
  dataDir: string,
  key: DataKey | null,
  { file, store }: { file: string; store: string },
  options: ReadOptions,
): Promise<BackupManifest> {
  const handle = await open(store, 'wx');
  const blobs = openBlobStore(dataDir, key).openBatch();
  try {
    const manifest = await verifyBackup(file, key, options, {
      store: async (piece) => {
        await handle.writeFile(piece);
      },
      photo: async (bytes) => {
        await blobs.put(bytes);
      },
    });
    await handle.sync();
    await blobs.seal();
    return manifest;
  } finally {
    await handle.close();
  }
}

/**
 * Brings the unpacked store up to this program's schema, which also refuses a newer or damaged one. The computer that
 * made the backup may go on working: what is restored is another installation and takes a new name in the log.
 */
function tidyRestored(folder: string, key: DataKey | null): void {
  const db = openDatabase(folder, key);
  try {
    const said = db.raw.pragma('quick_check', { simple: true }) as string;
    if (said !== 'ok') throw new AppError('FILE_DAMAGED');
    db.write("DELETE FROM local WHERE key = 'device'").run();
    // What waited when the backup was made may have gone since: nobody knows here, so a person says.
    db.write(
      "UPDATE mail SET state = 'unclear', problem = 'unclear' WHERE state IN ('queued', 'sending')",
    ).run();
    db.raw.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.raw.close();
  }
}

/** Copies the store with its write-ahead log aside, then closes the log, so that none is left to be played into the new one. */
async function putAside(dataDir: string, key: DataKey | null, clock: Clock): Promise<string | null> {
  const store = join(dataDir, STORE_FILE);
  if (!existsSync(store)) return null;
  const stamp = new Date(clock.now()).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const name = join('backups', `before-restore-${stamp}`);
  const folder = join(dataDir, name);
  mkdirSync(folder, { recursive: true });
  for (const ending of ['', '-wal']) {
    if (existsSync(store + ending)) await copyFile(store + ending, join(folder, STORE_FILE + ending));
  }
  try {
    // No migration: what is put aside stays as it is.
    const db = connect(store, key);
    db.raw.pragma('wal_checkpoint(TRUNCATE)');
    db.raw.close();
  } catch (error) {
    // One that can't be opened is what a restore is for.
    if (!(error instanceof AppError)) throw error;
  }
  for (const ending of ['-wal', '-shm']) rmSync(store + ending, { force: true });
  return name;
}
