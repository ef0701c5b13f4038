import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { copyFile, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { KeptBackup } from '../../../shared/contract/backups.ts';
import type { BackupReason } from '../../../shared/domain/backupThinning.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { flushFolder } from '../../archive/storedFile.ts';
import { auditHead } from '../../audit/appendAudit.ts';
import { headText } from '../../audit/auditChain.ts';
import { damagedOr } from '../../db/damagedOr.ts';
import type { WriteDb } from '../../db/database.ts';
import { connect, STORE_FILE } from '../../db/openDatabase.ts';
import { blobHashes } from '../../db/tables/blobHashes.ts';
import { logHead } from '../../db/tables/logHead.ts';
import { countStudents } from '../../db/tables/studentTable.ts';
import { writeFlushed } from '../../db/writeFlushed.ts';
import { type BlobStore, openBlobStore } from '../../photos/blobStore.ts';
import type { DataKey } from '../../security/dataKey.ts';
import { checkLog } from '../checkLog.ts';
import { heed } from '../heed.ts';
import type { Running } from '../workThread.ts';
import { BACKUP_FORMAT } from './backupFile.ts';
import { KEPT_MANIFEST, KEPT_PHOTOS, type KeptManifest, UNFINISHED_PREFIX } from './keptBackupFile.ts';
import { notWritableOr } from './notWritable.ts';

export interface MakeBackupRequest {
  dataDir: string;
  key: DataKey | null;
  /** Where this store's backups go: `backupFolder`. */
  folder: string;
  /** What the new one will be called in there. */
  name: string;
  reason: BackupReason;
  /** Epoch ms. */
  at: number;
  program: string;
}

/** Where the copy of the store lies while it is looked at, on the data's own disk: SQLite is never run over a network. */
export function snapshotFolder(dataDir: string, name: string): string {
  return join(dataDir, 'backups', `${UNFINISHED_PREFIX}${name}`);
}

/**
 * One rolling backup of a store that others are working in: a copy of one moment, opened and replayed, the photos that
 * the folder does not have yet, then all of it under its name in one step. Nothing is left of one that did not
 * succeed, but for photos, which the next one uses. Errors: STORE_DAMAGED, FILE_NOT_WRITABLE, CANCELLED.
 */
export async function makeBackup(
  request: MakeBackupRequest,
  running: Running,
): Promise<KeptBackup & { head: number }> {
  const { dataDir, key, folder, name } = request;
  const scratch = snapshotFolder(dataDir, name);
  const unfinished = join(folder, `${UNFINISHED_PREFIX}${name}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    rmSync(scratch, { recursive: true, force: true });
    mkdirSync(scratch, { recursive: true, mode: 0o700 });
    running.onProgress({ stage: 'read', done: 0, total: null });
    requireRoom(dataDir, folder);
    copyStore(dataDir, key, scratch);
    heed(running.signal);
    const snapshot = connect(join(scratch, STORE_FILE), key);
    let held: ReturnType<typeof holdings>;
    try {
      running.onProgress({ stage: 'check', done: 0, total: null });
      requireSound(snapshot, { key, scratch: join(scratch, 'replay'), signal: running.signal });
      held = holdings(snapshot);
    } finally {
      snapshot.raw.close();
    }
    heed(running.signal);
    const lostPhotos = await copyPhotos(
      [openBlobStore(dataDir, key), openBlobStore(folder, key)],
      held.hashes,
      running,
    );
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { mode: 0o700 });
    running.onProgress({ stage: 'write', done: 0, total: null });
    const store = await copyChecked(join(scratch, STORE_FILE), join(unfinished, STORE_FILE));
    await copyKeys(dataDir, unfinished);
    const { students, head, hashes, audit } = held;
    const manifest: KeptManifest = {
      format: BACKUP_FORMAT,
      program: request.program,
      at: request.at,
      students,
      photos: hashes.length,
      sealed: key !== null,
      store: store.digest,
      reason: request.reason,
      bytes: store.bytes,
      lostPhotos,
      head,
      audit,
    };
    writeFlushed(join(unfinished, KEPT_PHOTOS), hashes.map((hash) => `${hash}\n`).join(''));
    writeFlushed(join(unfinished, KEPT_MANIFEST), JSON.stringify(manifest));
    heed(running.signal);
    await flushFolder(unfinished);
    const path = join(folder, name);
    await rename(unfinished, path);
    await flushFolder(folder);
    const { at, reason, program } = request;
    const photos = hashes.length;
    return { path, name, at, reason, students, photos, bytes: store.bytes, lostPhotos, program, head };
  } catch (error) {
    throw notWritableOr(damagedOr(error), folder);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** So much is left free on the disk beyond what the backup itself takes. */
const SPARE_BYTES = 16 * 1024 * 1024;

/** Told before an hour's work, not after it. The copy, its replay and the write-ahead log of that need room here. */
function requireRoom(dataDir: string, folder: string): void {
  const store = join(dataDir, STORE_FILE);
  const bytes = [store, `${store}-wal`].reduce(
    (sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
  for (const [place, needed] of [
    [dataDir, 3 * bytes],
    [folder, bytes],
  ] as const) {
    const { bavail, bsize } = statfsSync(place);
    if (bavail * bsize < needed + SPARE_BYTES) {
      throw new AppError('FILE_NOT_WRITABLE', { file: place, reason: 'ENOSPC', what: 'full' });
    }
  }
}

/** A copy of one moment of a store in use. Readers and the writer go on meanwhile; only the write-ahead log waits. */
function copyStore(dataDir: string, key: DataKey | null, scratch: string): void {
  const db = connect(join(dataDir, STORE_FILE), key);
  try {
    db.raw.prepare('VACUUM INTO ?').run(join(scratch, STORE_FILE));
  } finally {
    db.raw.close();
  }
}

function requireSound(
  snapshot: WriteDb,
  { key, scratch, signal }: { key: DataKey | null; scratch: string; signal: AbortSignal },
): void {
  const said = snapshot.raw.pragma('quick_check', { simple: true }) as string;
  if (said !== 'ok') throw new AppError('STORE_DAMAGED');
  const { problems } = checkLog(snapshot, key, scratch, signal);
  if (problems.length > 0) throw new AppError('STORE_DAMAGED', { what: 'log' });
}

function holdings(snapshot: WriteDb): { students: number; head: number; hashes: string[]; audit: string } {
  return {
    students: countStudents(snapshot),
    head: logHead(snapshot),
    hashes: blobHashes(snapshot),
    audit: headText(auditHead(snapshot)),
  };
}

/**
 * Brings the photos over that the folder does not have, each read back; returns how many could not be read here: a
 * damaged photo is told, and keeps nobody from having a backup of everything else.
 */
async function copyPhotos(
  [from, to]: [BlobStore, BlobStore],
  hashes: readonly string[],
  running: Running,
): Promise<number> {
  const batch = to.openBatch();
  let lost = 0;
  for (const [done, hash] of hashes.entries()) {
    heed(running.signal);
    running.onProgress({ stage: 'save', done, total: hashes.length });
    if (await to.has(hash)) continue;
    const bytes = await from.read(hash).catch((error: unknown) => {
      if (error instanceof AppError) return null;
      throw error;
    });
    if (bytes === null) {
      lost++;
      continue;
    }
    await batch.put(bytes);
    if ((await to.read(hash)) === null) throw new AppError('FILE_DAMAGED', { what: 'checksum' });
  }
  await batch.seal();
  return lost;
}

/** Copies a file and reads the copy back from where it went. */
async function copyChecked(from: string, to: string): Promise<{ digest: string; bytes: number }> {
  await pipeline(createReadStream(from), createWriteStream(to, { flags: 'wx', mode: 0o600 }));
  const handle = await open(to, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  const [digest, again] = [await fileDigest(from), await fileDigest(to)];
  if (digest !== again) throw new AppError('FILE_DAMAGED', { what: 'checksum' });
  return { digest, bytes: statSync(to).size };
}

export async function fileDigest(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const piece of createReadStream(path)) digest.update(piece as Buffer);
  return digest.digest('hex');
}

/** What wraps the store's key goes with it: without it the copy could be opened on this computer at most. */
export const KEYS_FILE = 'keys.json';

async function copyKeys(dataDir: string, into: string): Promise<void> {
  const keys = join(dataDir, KEYS_FILE);
  if (existsSync(keys)) await copyFile(keys, join(into, KEYS_FILE));
}
