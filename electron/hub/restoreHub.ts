import { existsSync, linkSync, mkdirSync, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../shared/domain/errors.ts';
import { flushFolder } from '../archive/storedFile.ts';
import { notWritableOr } from '../core/backup/notWritable.ts';
import { flushFile } from '../db/writeFlushed.ts';
import { takeWriterLock } from '../db/writerLock.ts';
import { openBlobStore } from '../photos/blobStore.ts';
import type { DataKey } from '../security/dataKey.ts';
import { keyRingText, readKeyRing, writeKeyRing } from '../security/keyRing.ts';
import { recoverRing } from '../security/recoverRing.ts';
import { type Unlocked, unlockRing } from '../security/unlockStore.ts';
import { blobsBeside, type CopiedBlobs, copyBlobs } from './backupBlobs.ts';
import { checkCopy, type HubBackupOptions } from './backupHub.ts';
import { baseBlobs, type HubBlobs } from './baseBlobs.ts';
import { connectPostgres } from './connectPostgres.ts';
import { connectSqlite, HUB_FILE } from './connectSqlite.ts';
import { copyHub } from './copyHub.ts';
import { leaveOutOrdinals } from './deviceOrdinal.ts';
import { type HubBackupContent, type HubManifest, readHubBackupFile } from './hubBackupFile.ts';
import type { HubPlace } from './hubEngine.ts';
import { writeNote } from './hubNotes.ts';
import { hubSchema, migrateHub } from './migrateHub.ts';
import { hubErrorOf } from './openHub.ts';
import { readAtOnce } from './readAtOnce.ts';
import { saidOfHub } from './unlockHub.ts';

export interface RestoredHub {
  manifest: HubManifest;
  /** Where the database that was there before lies now, within the folder; null: there was none, or it was PostgreSQL's. */
  keptAside: string | null;
  /** Photos and files that lay beside the backup. */
  files: CopiedBlobs;
}

/**
 * Puts a backup in the place of what a hub has, or in an empty place, of either engine whichever it was made of. The
 * backup is unpacked, opened and read whole first. The epoch stays as it was then: that the hub has lost something is
 * found by what devices have seen (I14), and how far it is backed up is what the backup held. Errors: STORE_IN_USE (it is
 * being served), HUB_REFUSED (backup, other), STORE_NEWER, STORE_LOCKED and KEY_WRONG (of the backup's key ring; on another
 * computer `recoveryKey` opens it, and `place.means` from then on),
 * FILE_NOT_FOUND, CANCELLED; then nothing has changed.
 */
export async function restoreHub(
  place: HubPlace,
  file: string,
  scratchDir: string,
  options: HubBackupOptions & { recoveryKey?: string | null },
): Promise<RestoredHub> {
  const scratch = join(scratchDir, 'restoring');
  const lock = place.engine === 'sqlite' ? takeWriterLock(place.dataDir) : null;
  try {
    rmSync(scratch, { recursive: true, force: true });
    mkdirSync(scratch, { recursive: true, mode: 0o700 });
    const copy = join(scratch, HUB_FILE);
    options.onProgress({ stage: 'read', done: 0, total: null });
    const content = await readHubBackupFile(file, copy, options.signal);
    const unlocked = await unlockBackup(place, content, options.recoveryKey ?? null);
    await readyCopy(copy, unlocked, content.manifest, options);
    options.signal.throwIfAborted();
    options.onProgress({ stage: 'write', done: 0, total: null });
    const putFiles = (blobs: HubBlobs) =>
      copyBlobs({ database: copy, key: unlocked.key }, blobsBeside(dirname(file), unlocked.key), blobs, {
        signal: options.signal,
        onFiles: (done, total) => options.onProgress({ stage: 'write', done, total }),
      });
    if (place.engine === 'postgres') {
      const files = await putIntoBase(place.url, copy, { unlocked, putFiles }, options);
      return { manifest: content.manifest, keptAside: null, files };
    }
    // Named by their content: those of before are not in the way, whatever becomes of the rest.
    const files = await putFiles(openBlobStore(place.dataDir, unlocked.key));
    const keptAside = await putIntoFolder(place.dataDir, copy, options.at, () => {
      if (options.recoveryKey || readKeyRing(place.dataDir) === null)
        writeKeyRing(place.dataDir, unlocked.ring);
    });
    return { manifest: content.manifest, keptAside, files };
  } catch (error) {
    if (options.signal.aborted) throw new AppError('CANCELLED', {}, { cause: error });
    throw hubErrorOf(notWritableOr(error, scratchDir));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    lock?.release();
  }
}

/** A folder's own ring may have another passphrase by now than the one in the backup: it is the one that counts. */
async function unlockBackup(
  place: HubPlace,
  { ring }: HubBackupContent,
  recoveryKey: string | null,
): Promise<Unlocked> {
  const own = place.engine === 'postgres' ? null : readKeyRing(place.dataDir);
  if (own !== null && own.store !== ring.store) throw new AppError('HUB_REFUSED', { case: 'other' });
  // A recovery key that was printed before the last one opens the backups of before.
  if (recoveryKey !== null) return recoverRing(ring, recoveryKey, place.means);
  return saidOfHub(unlockRing(null, own ?? ring, place.means));
}

/** Checked, brought to this program's schema, and told that it is no more backed up than the backup is. */
async function readyCopy(
  copy: string,
  { key }: Unlocked,
  manifest: HubManifest,
  options: HubBackupOptions,
): Promise<void> {
  const found = await checkCopy(copy, key, options);
  if (found.seq !== manifest.seq || found.chain !== manifest.chain)
    throw new AppError('HUB_REFUSED', { case: 'backup' });
  const { db, raw } = connectSqlite(copy, key);
  try {
    await migrateHub(db, 'sqlite');
    await db.transaction().execute(async (tx) => {
      await tx.updateTable('partition').set({ durable_seq: manifest.seq }).execute();
      await writeNote(tx, 'restored', true);
      await writeNote(tx, 'twin', null);
      await leaveOutOrdinals(tx);
      await writeNote(tx, 'backup', { at: manifest.at, seq: manifest.seq, what: 'file' });
    });
    raw.pragma('wal_checkpoint(TRUNCATE)');
    raw.pragma('journal_mode = DELETE');
  } finally {
    await db.destroy();
  }
  flushFile(copy);
}

async function putIntoFolder(
  dataDir: string,
  copy: string,
  at: number,
  putRing: () => void,
): Promise<string | null> {
  const file = join(dataDir, HUB_FILE);
  let keptAside: string | null = null;
  if (existsSync(file)) {
    keptAside = freeName(dataDir, new Date(at).toISOString().replaceAll(/[:.]/g, '-'));
    const aside = join(dataDir, keptAside);
    mkdirSync(aside, { recursive: true, mode: 0o700 });
    // Killed here or there, the folder has a database under its name: the old one, or the one that is put back.
    linkSync(file, join(aside, HUB_FILE));
    if (existsSync(`${file}-wal`)) await rename(`${file}-wal`, join(aside, `${HUB_FILE}-wal`));
    rmSync(`${file}-shm`, { force: true });
  }
  putRing();
  await rename(copy, file);
  await flushFolder(dataDir);
  return keptAside;
}

function freeName(dataDir: string, stamp: string): string {
  const name = join('backups', `before-restore-${stamp}`);
  let free = name;
  for (let count = 2; existsSync(join(dataDir, free)); count++) free = `${name}-${count}`;
  return free;
}

async function putIntoBase(
  url: string,
  copy: string,
  {
    unlocked: { key, ring },
    putFiles,
  }: { unlocked: Unlocked; putFiles: (blobs: HubBlobs) => Promise<CopiedBlobs> },
  { signal, onProgress }: HubBackupOptions,
): Promise<CopiedBlobs> {
  const base = connectPostgres(url);
  try {
    await reading(copy, key, (db) => requireSameHub(base.db, db));
    await migrateHub(base.db, 'postgres');
    const files = await putFiles(baseBlobs(base.db, key));
    await reading(copy, key, (db) =>
      base.db.transaction().execute(async (into) => {
        // Whoever pushes meanwhile waits, and finds the log that is put back.
        await into.updateTable('partition').set({ head_seq: 0 }).execute();
        await readAtOnce(db, (from) =>
          copyHub(from, into, {
            signal,
            onRows: (done) => onProgress({ stage: 'write', done, total: null }),
          }),
        );
        await writeNote(into, 'ring', keyRingText(ring));
      }),
    );
    return files;
  } finally {
    await base.close();
  }
}

/** Nobody else has the copy open meanwhile: each who opens it leaves one file behind. */
async function reading(copy: string, key: DataKey, work: (db: Db) => Promise<void>): Promise<void> {
  const { db } = connectSqlite(copy, key);
  try {
    await work(db);
  } finally {
    await db.destroy();
  }
}

type Db = ReturnType<typeof connectPostgres>['db'];

async function requireSameHub(there: Db, backup: Db): Promise<void> {
  if ((await hubSchema(there)) === 0) return;
  const [own, kept] = await Promise.all(
    [there, backup].map((db) => db.selectFrom('partition').select('hub').executeTakeFirst()),
  );
  if (own && own.hub !== kept?.hub) throw new AppError('HUB_REFUSED', { case: 'other' });
}
