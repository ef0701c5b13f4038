import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { ProgressEvent } from '../../../shared/contract/progress.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { auditHead } from '../../audit/appendAudit.ts';
import { headText } from '../../audit/auditChain.ts';
import type { WriteDb } from '../../db/database.ts';
import { connect, openDatabase } from '../../db/openDatabase.ts';
import { blobHashes } from '../../db/tables/blobHashes.ts';
import { countStudents } from '../../db/tables/studentTable.ts';
import { takeWriterLock } from '../../db/writerLock.ts';
import { type BlobStore, openBlobStore } from '../../photos/blobStore.ts';
import type { DataKey } from '../../security/dataKey.ts';
import { keyRingText, readKeyRing } from '../../security/keyRing.ts';
import type { Clock } from '../core.ts';
import { PROGRAM_VERSION } from '../programVersion.ts';
import {
  BACKUP_FORMAT,
  type BackupManifest,
  blobEntry,
  MANIFEST_ENTRY,
  RING_ENTRY,
  STORE_ENTRY,
} from './backupFile.ts';
import { notWritableOr } from './notWritable.ts';
import { verifyBackup } from './verifyBackup.ts';

export interface BackupOptions {
  clock: Clock;
  signal: AbortSignal;
  onProgress: (event: Omit<ProgressEvent, 'type'>) => void;
}

export interface BackupResult {
  manifest: BackupManifest;
  bytes: number;
}

/**
 * Writes the whole data folder into one file, reads it back, and only then gives it its name: `file` is never half
 * a backup. What an encrypted store holds lies in it as in the data folder, encrypted with the same key, with the key
 * ring that opens it. Errors: STORE_IN_USE, STORE_NEWER, STORE_DAMAGED (also of a photo), FILE_NOT_WRITABLE, CANCELLED.
 */
export async function writeBackup(
  dataDir: string,
  key: DataKey | null,
  file: string,
  options: BackupOptions,
): Promise<BackupResult> {
  const lock = takeWriterLock(dataDir);
  const snapshot = join(dataDir, 'backups', `snapshot-${process.pid}.sqlite`);
  const unfinished = join(dirname(file), `.${randomBytes(6).toString('hex')}.part`);
  try {
    const db = openDatabase(dataDir, key);
    try {
      mkdirSync(dirname(snapshot), { recursive: true });
      rmSync(snapshot, { force: true });
      // Encrypted as the store is. SQLite's online backup can't write an encrypted copy.
      db.raw.prepare('VACUUM INTO ?').run(snapshot);
      const hashes = blobHashes(db);
      const manifest = await manifestOf(
        db,
        snapshot,
        { sealed: key !== null, photos: hashes.length },
        options.clock,
      );
      const blobs = openBlobStore(dataDir, key);
      await writeZip(dataDir, blobs, unfinished, { manifest, snapshot, hashes, options });
      await verifyBackup(unfinished, key, options);
      await rename(unfinished, file);
      return { manifest, bytes: (await stat(file)).size };
    } finally {
      db.raw.close();
    }
  } catch (error) {
    throw notWritableOr(error, file);
  } finally {
    rmSync(snapshot, { force: true });
    rmSync(unfinished, { force: true });
    lock.release();
  }
}

/** In `backups/`, of a plain store that is about to be encrypted. */
export const CONVERSION_BACKUP = 'before-encryption.xueji';

/**
 * The same of a data folder that is still plain, before it is encrypted: `snapshot` is the encrypted copy of its
 * database, `hashes` are its photos that are whole. The caller holds the folder. Errors: those of writeBackup.
 */
export async function writeConversionBackup(
  dataDir: string,
  key: DataKey,
  { snapshot, hashes }: { snapshot: string; hashes: string[] },
  options: BackupOptions,
): Promise<void> {
  const folder = join(dataDir, 'backups');
  mkdirSync(folder, { recursive: true });
  const unfinished = join(folder, `${CONVERSION_BACKUP}.part`);
  rmSync(unfinished, { force: true });
  const db = connect(snapshot, key);
  try {
    // Nothing of it may lie beside the file while that is copied.
    db.raw.pragma('journal_mode = DELETE');
    const about = { sealed: true, photos: hashes.length };
    const manifest = await manifestOf(db, snapshot, about, options.clock);
    await writeZip(dataDir, openBlobStore(dataDir, key), unfinished, { manifest, snapshot, hashes, options });
    await verifyBackup(unfinished, key, options);
    await rename(unfinished, join(folder, CONVERSION_BACKUP));
  } finally {
    db.raw.close();
    rmSync(unfinished, { force: true });
  }
}

async function manifestOf(
  db: WriteDb,
  snapshot: string,
  { sealed, photos }: Pick<BackupManifest, 'sealed' | 'photos'>,
  clock: Clock,
): Promise<BackupManifest> {
  const digest = createHash('sha256');
  for await (const piece of createReadStream(snapshot)) digest.update(piece as Buffer);
  return {
    format: BACKUP_FORMAT,
    program: PROGRAM_VERSION,
    at: clock.now(),
    students: countStudents(db),
    photos,
    sealed,
    store: digest.digest('hex'),
    audit: headText(auditHead(db)),
  };
}

async function writeZip(
  dataDir: string,
  blobs: BlobStore,
  path: string,
  {
    manifest,
    snapshot,
    hashes,
    options,
  }: { manifest: BackupManifest; snapshot: string; hashes: string[]; options: BackupOptions },
): Promise<void> {
  const zip = new ZipFile();
  let failed: unknown = null;
  let done = 0;
  zip.addBuffer(Buffer.from(JSON.stringify(manifest)), MANIFEST_ENTRY, { compress: false });
  const ring = manifest.sealed ? readKeyRing(dataDir) : null;
  if (ring !== null) zip.addBuffer(Buffer.from(keyRingText(ring)), RING_ENTRY, { compress: false });
  zip.addFile(snapshot, STORE_ENTRY);
  for (const hash of hashes) {
    // Photos do not pack any further. Each is read, and checked against its name, when its turn comes.
    zip.addReadStreamLazy(blobEntry(hash), { compress: false }, (give) => {
      options.onProgress({ stage: 'write', done: done++, total: hashes.length });
      blobs
        .readStored(hash)
        .then((bytes) => {
          if (options.signal.aborted) throw new AppError('CANCELLED');
          if (bytes === null) throw new AppError('STORE_DAMAGED', { what: 'photo', hash });
          give(null, Readable.from([bytes]));
        })
        .catch((error: unknown) => {
          failed = error;
          give(error, Readable.from([]));
        });
    });
  }
  zip.end();
  const sink = createWriteStream(path, { flags: 'wx' });
  zip.once('error', (error) => sink.destroy(error instanceof Error ? error : new Error(String(error))));
  try {
    await pipeline(zip.outputStream, sink, { signal: options.signal });
  } catch (error) {
    if (options.signal.aborted) throw new AppError('CANCELLED', {}, { cause: error });
    if (failed !== null) throw failed;
    throw error;
  }
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
