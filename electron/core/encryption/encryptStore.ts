import { copyFileSync, existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ProgressEvent } from '../../../shared/contract/progress.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { flushFolder, writeStoredFile } from '../../archive/storedFile.ts';
import { damagedOr } from '../../db/damagedOr.ts';
import { giveWay } from '../../db/giveWay.ts';
import { connect, openDatabase, STORE_FILE } from '../../db/openDatabase.ts';
import { rekeyDatabase } from '../../db/rekeyDatabase.ts';
import { blobHash, isBlobHash, openBlobStore } from '../../photos/blobStore.ts';
import type { DataKey } from '../../security/dataKey.ts';
import { isPlainDatabase } from '../../security/isPlainDatabase.ts';
import { isSealed, sealOf } from '../../security/seal.ts';
import { writeConversionBackup } from '../backup/writeBackup.ts';
import type { Clock } from '../core.ts';
import { PLAIN_ENDING, replaceAndWipe, wipeFile } from './wipeFile.ts';

export interface EncryptOptions {
  clock: Clock;
  signal: AbortSignal;
  onProgress: (event: Omit<ProgressEvent, 'type'>) => void;
}

/** Ends the name of a copy that is being encrypted. */
const ENCRYPTING = '.encrypting';
/** Plain copies that earlier versions kept: of the store before a change of schema, and before a restore. */
const OLD_COPIES = ['backups/*.sqlite', 'backups/*/store.sqlite'];

/**
 * Encrypts a plain data folder of an earlier version, which the caller holds. First a backup, encrypted and read back;
 * then each file is encrypted beside itself, checked, and takes the plain one's name in one step; the plain bytes are
 * overwritten and removed. Killed at any moment it leaves, of every file, the plain or the encrypted one whole, and goes
 * on when it is called again. Errors: STORE_DAMAGED (nothing is changed then), FILE_NOT_WRITABLE, CANCELLED.
 */
export async function encryptStore(dataDir: string, key: DataKey, options: EncryptOptions): Promise<void> {
  const store = join(dataDir, STORE_FILE);
  dropHalfDone(dataDir);
  if (isPlainDatabase(store) === true) {
    // Up to this program's schema first: the backup and what is checked before it are of that.
    openDatabase(dataDir, null).raw.close();
    const snapshot = encryptedCopy(store, key);
    const hashes = await wholePhotos(dataDir, key, options);
    await writeConversionBackup(dataDir, key, { snapshot, hashes }, options);
    replaceAndWipe(store, snapshot);
  }
  await giveWay(options.signal);
  for (const copy of globSync(OLD_COPIES, { cwd: dataDir })) {
    const path = join(dataDir, copy);
    if (isPlainDatabase(path) !== true) continue;
    try {
      replaceAndWipe(path, encryptedCopy(path, key));
    } catch (error) {
      // A damaged store that was put aside lies there for whoever may still read more of it.
      if (!(error instanceof AppError) || error.code !== 'STORE_DAMAGED') throw error;
      wipeFile(`${path}${ENCRYPTING}`);
    }
  }
  await encryptBlobs(dataDir, key, options);
  await encryptMailPassword(dataDir, key);
  // Caches and what was handed over: made again when it is needed.
  for (const found of globSync(['thumbnails/**/*', 'incoming/**/*', 'downloads/**/*'], {
    cwd: dataDir,
    withFileTypes: true,
  }))
    if (found.isFile()) wipeFile(join(found.parentPath, found.name));
  await flushFolder(dataDir);
}

/** What a kill left: a copy that was not ready, or a plain file whose successor has its place already. */
function dropHalfDone(dataDir: string): void {
  for (const pattern of [`**/*${ENCRYPTING}*`, `**/*${PLAIN_ENDING}`])
    for (const found of globSync(pattern, { cwd: dataDir })) wipeFile(join(dataDir, found));
}

/** The file beside the database that is to take its place, checked and flushed. */
function encryptedCopy(file: string, key: DataKey): string {
  const copy = `${file}${ENCRYPTING}`;
  try {
    const plain = connect(file, null);
    plain.raw.pragma('wal_checkpoint(TRUNCATE)');
    plain.raw.close();
  } catch (error) {
    throw damagedOr(error);
  }
  // Of a closed database nothing is left in them; a new one under the name must not find them.
  for (const ending of ['-wal', '-shm']) if (existsSync(file + ending)) wipeFile(file + ending);
  copyFileSync(file, copy);
  rekeyDatabase(copy, null, key);
  for (const ending of ['-wal', '-shm', '-journal']) rmSync(copy + ending, { force: true });
  return copy;
}

/** A photo that is damaged already can't be backed up; it stays as it is, so that the check names it. */
async function wholePhotos(
  dataDir: string,
  key: DataKey,
  { signal, onProgress }: EncryptOptions,
): Promise<string[]> {
  const blobs = openBlobStore(dataDir, key);
  const names = globSync('blobs/*/*', { cwd: dataDir }).map((path) => path.slice(-64));
  const whole: string[] = [];
  for (const [done, hash] of names.entries()) {
    try {
      if ((await blobs.read(hash)) !== null) whole.push(hash);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
    if (done % 100 === 0) {
      onProgress({ stage: 'check', done, total: names.length });
      await giveWay(signal);
    }
  }
  return whole;
}

async function encryptBlobs(
  dataDir: string,
  key: DataKey,
  { signal, onProgress }: EncryptOptions,
): Promise<void> {
  const seal = sealOf(key, 'blobs')!;
  const paths = globSync('blobs/*/*', { cwd: dataDir });
  const folders = new Set<string>();
  for (const [done, inside] of paths.entries()) {
    const path = join(dataDir, inside);
    const hash = path.slice(-64);
    if (!isBlobHash(hash)) continue;
    const bytes = readFileSync(path);
    if (isSealed(bytes) && seal.open(bytes, hash) !== null) continue;
    if (blobHash(bytes) !== hash) continue;
    const copy = `${path}${ENCRYPTING}`;
    await writeStoredFile(copy, seal.close(bytes, hash), { durable: true });
    replaceAndWipe(path, copy);
    folders.add(join(path, '..'));
    if (done % 100 === 0) {
      onProgress({ stage: 'encrypt', done, total: paths.length });
      await giveWay(signal);
    }
  }
  for (const folder of folders) await flushFolder(folder);
}

async function encryptMailPassword(dataDir: string, key: DataKey): Promise<void> {
  const path = join(dataDir, 'secrets', 'mail-password');
  if (!existsSync(path)) return;
  const bytes = readFileSync(path);
  if (isSealed(bytes)) return;
  const copy = `${path}${ENCRYPTING}`;
  await writeStoredFile(copy, sealOf(key, 'files')!.close(bytes, 'mail password'), { durable: true });
  replaceAndWipe(path, copy);
}
