import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { copyFile, open, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import { flushFolder } from '../../archive/storedFile.ts';
import type { AuditActor } from '../../audit/appendAudit.ts';
import { connect, openDatabase, STORE_FILE } from '../../db/openDatabase.ts';
import { rekeyDatabase } from '../../db/rekeyDatabase.ts';
import { takeWriterLock } from '../../db/writerLock.ts';
import { openBlobStore } from '../../photos/blobStore.ts';
import type { DataKey } from '../../security/dataKey.ts';
import type { Clock } from '../core.ts';
import { backupErrorOr } from './backupErrorOr.ts';
import type { BackupManifest } from './backupFile.ts';
import { NOBODY, noteReplaced, type Replacing } from './noteReplaced.ts';
import { notWritableOr } from './notWritable.ts';
import { type ReadOptions, verifyBackup } from './verifyBackup.ts';
import { isKeptBackup, verifyKeptBackup } from './verifyKeptBackup.ts';

export interface RestoreOptions extends ReadOptions {
  /** What the backup is encrypted with; absent: with the folder's own key. */
  backupKey?: DataKey | null;
  /** Who does it, for the audit of what is restored. */
  by?: AuditActor;
}

export interface RestoreResult {
  manifest: BackupManifest;
  /** Where the store that was there before lies now, within the data folder; null when there was none. */
  keptAside: string | null;
}

/** Where a backup is unpacked and looked at, within the data folder. */
const UNPACKED = 'restoring';
/** What it is called once a person has said that it is to take the store's place. */
const ASKED_FOR = 'restore-ready';

/**
 * Puts a backup (one file, or the folder of a rolling one) in the place of what a data folder holds. The backup is
 * unpacked beside it and checked first; then the old store is copied aside and the new one takes its name in one step,
 * so that a kill leaves either whole. Errors: STORE_IN_USE, and those of `prepareRestore`; then nothing has changed.
 */
export async function restoreBackup(
  dataDir: string,
  key: DataKey | null,
  file: string,
  options: RestoreOptions & { clock: Clock },
): Promise<RestoreResult> {
  mkdirSync(dataDir, { recursive: true });
  const lock = takeWriterLock(dataDir);
  try {
    const manifest = await prepareRestore(dataDir, key, file, options);
    if (options.signal.aborted) throw new AppError('CANCELLED');
    const { by = NOBODY, clock } = options;
    noteReplaced(dataDir, key, preparedFolder(dataDir), {
      ...{ by, at: clock.now() },
      detail: { backup: basename(file), of: new Date(manifest.at).toISOString() },
    });
    return {
      manifest,
      keptAside: await replaceStore(dataDir, key, preparedFolder(dataDir), {
        clock: options.clock,
        what: 'before-restore',
      }),
    };
  } finally {
    forgetPrepared(dataDir);
    lock.release();
  }
}

/**
 * Unpacks and checks a backup beside the store, which may be in use. Whoever calls it holds the writer's lock. Errors:
 * those of `verifyBackup`, and FILE_NOT_WRITABLE; then nothing of it is left but photos, which hurt nobody.
 */
export async function prepareRestore(
  dataDir: string,
  key: DataKey | null,
  file: string,
  options: RestoreOptions,
): Promise<BackupManifest> {
  const scratch = join(dataDir, UNPACKED);
  try {
    rmSync(scratch, { recursive: true, force: true });
    mkdirSync(scratch, { recursive: true, mode: 0o700 });
    const manifest = await unpack(dataDir, key, { file, store: join(scratch, STORE_FILE) }, options);
    tidyRestored(scratch, key);
    return manifest;
  } catch (error) {
    forgetPrepared(dataDir);
    throw backupErrorOr(notWritableOr(error, dataDir));
  }
}

/** Where a store that is to take the place of the data folder's own is made. */
export function preparedFolder(dataDir: string): string {
  return join(dataDir, UNPACKED);
}

/** The store of what was prepared; null: nothing was. */
export function preparedStore(dataDir: string): string | null {
  const store = join(dataDir, UNPACKED, STORE_FILE);
  return existsSync(store) ? store : null;
}

export function forgetPrepared(dataDir: string): void {
  rmSync(join(dataDir, UNPACKED), { recursive: true, force: true });
}

/**
 * From now on what was prepared takes the store's place when the data folder is opened next. Who asked for it stands in
 * the audit of what comes. Errors: NOT_FOUND.
 */
export async function askForRestore(
  dataDir: string,
  key: DataKey | null,
  { by, at }: Pick<Replacing, 'by' | 'at'>,
): Promise<void> {
  if (preparedStore(dataDir) === null) throw new AppError('NOT_FOUND', { what: 'backup' });
  noteReplaced(dataDir, key, preparedFolder(dataDir), { by, at, detail: {} });
  rmSync(join(dataDir, ASKED_FOR), { recursive: true, force: true });
  await rename(join(dataDir, UNPACKED), join(dataDir, ASKED_FOR));
  await flushFolder(dataDir);
}

/** Does what `askForRestore` asked for, if anything: before the store is opened. Finishes what a kill broke off. */
export async function restoreAskedFor(dataDir: string, key: DataKey | null, clock: Clock): Promise<void> {
  const folder = join(dataDir, ASKED_FOR);
  if (existsSync(join(folder, STORE_FILE)))
    await replaceStore(dataDir, key, folder, { clock, what: 'before-restore' });
  rmSync(folder, { recursive: true, force: true });
  // A whole school lies there, which nobody asked for any more.
  forgetPrepared(dataDir);
}

/** The store of `folder` takes the place of the data folder's own, which is copied aside. */
export async function replaceStore(
  dataDir: string,
  key: DataKey | null,
  folder: string,
  aside: { clock: Clock; what: string },
): Promise<string | null> {
  const keptAside = await putAside(dataDir, key, aside);
  await rename(join(folder, STORE_FILE), join(dataDir, STORE_FILE));
  await flushFolder(dataDir);
  return keptAside;
}

/** Photos go straight to their place: they are named by their content and hurt nobody there. */
async function unpack(
  dataDir: string,
  key: DataKey | null,
  { file, store }: { file: string; store: string },
  options: RestoreOptions,
): Promise<BackupManifest> {
  const { backupKey = key } = options;
  const handle = await open(store, 'wx');
  const blobs = openBlobStore(dataDir, key).openBatch();
  try {
    const read = isKeptBackup(file) ? verifyKeptBackup : verifyBackup;
    const manifest = await read(file, backupKey, options, {
      store: async (piece) => {
        await handle.writeFile(piece);
      },
      photo: async (bytes) => {
        await blobs.put(bytes);
      },
    });
    await handle.sync();
    await blobs.seal();
    await handle.close();
    const from = manifest.sealed ? backupKey : null;
    // A folder keeps its own key and ring, whichever store is put into it.
    if (key !== null && !isSameKey(from, key)) rekeyDatabase(store, from, key);
    return manifest;
  } finally {
    await handle.close();
  }
}

function isSameKey(one: DataKey | null, other: DataKey): boolean {
  return one !== null && Buffer.compare(one, other) === 0;
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
async function putAside(
  dataDir: string,
  key: DataKey | null,
  { clock, what }: { clock: Clock; what: string },
): Promise<string | null> {
  const store = join(dataDir, STORE_FILE);
  if (!existsSync(store)) return null;
  const name = freeFolder(dataDir, what, clock);
  const folder = join(dataDir, name);
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

/** Makes a folder in `backups/` that nothing is in yet; its name within the data folder. */
export function freeFolder(dataDir: string, what: string, clock: Clock): string {
  const stamp = new Date(clock.now()).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  mkdirSync(join(dataDir, 'backups'), { recursive: true, mode: 0o700 });
  for (let count = 1; ; count++) {
    const name = join('backups', `${what}-${stamp}${count === 1 ? '' : `-${count}`}`);
    if (existsSync(join(dataDir, name))) continue;
    mkdirSync(join(dataDir, name), { mode: 0o700 });
    return name;
  }
}
