import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import type { ProgressEvent } from '../../../shared/contract/progress.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { type ByteSource, openByteSource } from '../../archive/byteSource.ts';
import { openZip, type ZipEntry } from '../../archive/openZip.ts';
import type { DataKey } from '../../security/dataKey.ts';
import { type KeyRing, parseKeyRing, readKeyRing } from '../../security/keyRing.ts';
import { sealOf } from '../../security/seal.ts';
import { backupErrorOr } from './backupErrorOr.ts';
import {
  BACKUP_FORMAT,
  type BackupManifest,
  BLOB_ENTRY,
  backupManifest,
  MANIFEST_ENTRY,
  RING_ENTRY,
  STORE_ENTRY,
} from './backupFile.ts';

/** A photo each for 2 roles of a million students, and then some. */
const MAX_ENTRIES = 4_000_000;
const MAX_MANIFEST_BYTES = 64 * 1024;
/** More than the largest photo or proof that the program takes, sealed. */
const MAX_BLOB_BYTES = 64 * 1024 * 1024;
/** A store's pages pack to a fifth at best, an encrypted one not at all; a small one does no harm. */
const MAX_RATIO = 100;
const UNPACKS_FROM_BYTES = 8 * 1024 * 1024;

export interface ReadOptions {
  signal: AbortSignal;
  onProgress: (event: Omit<ProgressEvent, 'type'>) => void;
}

/** Where a backup's pieces go while it is read: the store's bytes, or a photo's by its hash. */
export interface BackupSink {
  store(piece: Buffer): Promise<void> | void;
  /** Plain. */
  photo(bytes: Buffer): Promise<void> | void;
}

/**
 * Reads a backup from end to end and checks every piece against its digest; `key` is that of the store it was made of.
 * Errors: FILE_NOT_FOUND,
 * FILE_UNREADABLE, FILE_UNKNOWN (no backup), FILE_DAMAGED, FILE_UNSAFE (holds what no backup holds), STORE_NEWER, CANCELLED.
 */
export async function verifyBackup(
  file: string,
  key: DataKey | null,
  { signal, onProgress }: ReadOptions,
  sink?: BackupSink,
): Promise<BackupManifest> {
  const source = await openByteSource(file);
  try {
    const zip = await openBackupZip(source);
    const entries = new Map(zip.entries.map((entry) => [entry.name, entry]));
    const manifest = await readManifest(entries.get(MANIFEST_ENTRY), (entry) =>
      zip.chunks(entry, { signal }),
    );
    const store = entries.get(STORE_ENTRY);
    if (!store || entries.size !== zip.entries.length) throw new AppError('FILE_DAMAGED');
    // Checked before it is unpacked: some megabytes could fill the disk.
    if (store.size > UNPACKS_FROM_BYTES && store.size > store.compressedSize * MAX_RATIO)
      throw new AppError('FILE_UNSAFE', { what: 'ratio', limit: MAX_RATIO });
    const digest = createHash('sha256');
    for await (const piece of zip.chunks(store, { signal })) {
      digest.update(piece);
      await sink?.store(piece);
    }
    if (digest.digest('hex') !== manifest.store) throw new AppError('FILE_DAMAGED', { what: 'checksum' });
    const seal = manifest.sealed ? sealOf(key, 'blobs') : null;
    let photos = 0;
    for (const entry of zip.entries) {
      if (entry === store || entry.name === MANIFEST_ENTRY || entry.name === RING_ENTRY) continue;
      const hash = BLOB_ENTRY.exec(entry.name)?.[2];
      if (hash === undefined) throw new AppError('FILE_UNSAFE');
      if (entry.size > MAX_BLOB_BYTES) throw new AppError('FILE_UNSAFE', { what: 'ratio' });
      const pieces: Buffer[] = [];
      for await (const piece of zip.chunks(entry, { signal })) pieces.push(piece);
      const stored = Buffer.concat(pieces);
      const bytes = seal === null ? stored : seal.open(stored, hash);
      if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== hash) {
        throw new AppError('FILE_DAMAGED', { what: 'checksum' });
      }
      await sink?.photo(bytes);
      onProgress({ stage: 'check', done: ++photos, total: manifest.photos });
    }
    if (photos !== manifest.photos) throw new AppError('FILE_DAMAGED');
    return manifest;
  } finally {
    await source.close();
  }
}

/** The key ring in a backup, a file or a folder; null: it has none, because what is in it is plain. Errors: those of `verifyBackup`, KEY_RING. */
export async function readBackupRing(file: string, signal: AbortSignal): Promise<KeyRing | null> {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) return readKeyRing(file);
  const source = await openByteSource(file);
  try {
    const zip = await openBackupZip(source);
    const entry = zip.entries.find(({ name }) => name === RING_ENTRY);
    if (!entry) return null;
    if (entry.size > MAX_MANIFEST_BYTES) throw new AppError('FILE_UNSAFE');
    const pieces: Buffer[] = [];
    for await (const piece of zip.chunks(entry, { signal })) pieces.push(piece);
    const ring = parseKeyRing(Buffer.concat(pieces).toString('utf8'));
    if (ring === null) throw new AppError('FILE_DAMAGED', { what: 'checksum' });
    return ring;
  } catch (error) {
    throw backupErrorOr(error);
  } finally {
    await source.close();
  }
}

function openBackupZip(source: ByteSource): ReturnType<typeof openZip> {
  return openZip(source, { maxEntries: MAX_ENTRIES }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'FILE_DAMAGED')
      throw new AppError('FILE_UNKNOWN', {}, { cause: error });
    throw error;
  });
}

async function readManifest(
  entry: ZipEntry | undefined,
  read: (entry: ZipEntry) => AsyncIterable<Buffer>,
): Promise<BackupManifest> {
  if (!entry || entry.size > MAX_MANIFEST_BYTES) throw new AppError('FILE_UNKNOWN');
  const pieces: Buffer[] = [];
  for await (const piece of read(entry)) pieces.push(piece);
  let text: unknown;
  try {
    text = JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new AppError('FILE_DAMAGED', {}, { cause: error });
  }
  const manifest = backupManifest.safeParse(text);
  if (!manifest.success) throw new AppError('FILE_DAMAGED', {}, { cause: manifest.error });
  if (manifest.data.format > BACKUP_FORMAT) {
    throw new AppError('STORE_NEWER', { found: manifest.data.format, known: BACKUP_FORMAT });
  }
  return manifest.data;
}
