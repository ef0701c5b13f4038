import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../shared/domain/errors.ts';
import { notWritableOr } from '../core/backup/notWritable.ts';
import { PROGRAM_VERSION } from '../core/programVersion.ts';
import type { DataKey } from '../security/dataKey.ts';
import { blobsBeside, type CopiedBlobs, copyBlobs } from './backupBlobs.ts';
import { blobsOf } from './blobFiles.ts';
import { connectSqlite } from './connectSqlite.ts';
import { type Copying, copyHub } from './copyHub.ts';
import { type HubManifest, readHubBackupFile, writeHubBackupFile } from './hubBackupFile.ts';
import { writeNote } from './hubNotes.ts';
import type { HubDb, HubTx } from './hubPorts.ts';
import { ringPlaceOf } from './hubRing.ts';
import { lockPartition } from './lockPartition.ts';
import { hubSchema, migrateHub } from './migrateHub.ts';
import type { OpenHub } from './openHub.ts';
import { readAtOnce } from './readAtOnce.ts';
import { type LogState, verifyLog } from './verifyLog.ts';

export interface HubBackupOptions {
  /** Epoch ms. */
  at: number;
  signal: AbortSignal;
  onProgress(event: { stage: 'read' | 'check' | 'write'; done: number; total: number | null }): void;
}

/**
 * Writes all of a hub, served or not, into one file: a copy of one moment, which is opened again, checked page by page and
 * its log link by link, packed with the key ring, and read back from where it went. Only then the hub is told how far it
 * is backed up (sync.md §5.8). Photos and files go beside the file, each once for all backups there,
 * and are read there before. Of a PostgreSQL hub the copy is a SQLite database as well, which any hub can be put back
 * from. Errors: FILE_NOT_WRITABLE, HUB_REFUSED (backup: the copy is not whole), STORE_FULL and its like, CANCELLED.
 */
export async function backupHub(
  hub: OpenHub,
  file: string,
  options: HubBackupOptions,
): Promise<{ manifest: HubManifest; bytes: number; files: CopiedBlobs }> {
  const { at, signal, onProgress } = options;
  // Beside the file that is to be: there has to be room for it there anyway.
  const scratch = makeScratch(file);
  const copy = join(scratch, 'hub.sqlite');
  const unfinished = join(dirname(file), `.${randomBytes(6).toString('hex')}.part`);
  try {
    onProgress({ stage: 'read', done: 0, total: null });
    await copyOut(hub, copy, { signal, onRows: (done) => onProgress({ stage: 'read', done, total: null }) });
    const { key } = hub.unlocked;
    const state = await checkCopy(copy, key, options);
    // After the database: what it names was there when it was copied, or is gone for a reason.
    const files = await copyBlobs({ database: copy, key }, blobsOf(hub), blobsBeside(dirname(file), key), {
      signal,
      onFiles: (done, total) => onProgress({ stage: 'write', done, total }),
    });
    onProgress({ stage: 'write', done: 0, total: null });
    const about = { program: PROGRAM_VERSION, at, schema: await hubSchema(hub.db), ...state };
    // As it is now: since the hub was opened a passphrase or a recovery key may have been made.
    const ring = await ringPlaceOf(hub).read();
    await writeHubBackupFile(unfinished, { database: copy, ring, about }, signal);
    const { manifest } = await readHubBackupFile(unfinished, null, signal);
    await rename(unfinished, file);
    await noteBackup(hub.db, state, { at, what: 'file', files: files.kept });
    return { manifest, bytes: (await stat(file)).size, files };
  } catch (error) {
    throw signal.aborted ? new AppError('CANCELLED', {}, { cause: error }) : notWritableOr(error, file);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    rmSync(unfinished, { force: true });
  }
}

function makeScratch(file: string): string {
  try {
    return mkdtempSync(join(dirname(file), '.xueji-hub-'));
  } catch (error) {
    throw notWritableOr(error, file);
  }
}

async function copyOut(hub: OpenHub, to: string, copying: Copying): Promise<void> {
  if (hub.engine === 'sqlite') return hub.vacuumInto(to);
  const { db, raw } = connectSqlite(to, hub.unlocked.key);
  try {
    await migrateHub(db, 'sqlite');
    await readAtOnce(hub.db, (from) => db.transaction().execute((into) => copyHub(from, into, copying)));
    raw.pragma('wal_checkpoint(TRUNCATE)');
    raw.pragma('journal_mode = DELETE');
  } finally {
    await db.destroy();
  }
}

/**
 * Opens a copy of a hub's database and reads all of it. Says what it is a copy of. Errors: HUB_REFUSED (backup),
 * STORE_DAMAGED, CANCELLED.
 */
export async function checkCopy(
  file: string,
  key: DataKey,
  { signal, onProgress }: Pick<HubBackupOptions, 'signal' | 'onProgress'>,
): Promise<LogState> {
  const { db, raw } = connectSqlite(file, key);
  try {
    const said = raw.pragma('quick_check', { simple: true });
    const { state, fault } = await readAtOnce(db, (tx) =>
      verifyLog(tx, (done, total) => {
        signal.throwIfAborted();
        onProgress({ stage: 'check', done, total });
      }),
    );
    if (said !== 'ok' || fault !== null) throw new AppError('HUB_REFUSED', { case: 'backup' });
    raw.pragma('wal_checkpoint(TRUNCATE)');
    // Alone in its file: what lies beside it would be left behind.
    raw.pragma('journal_mode = DELETE');
    return state;
  } finally {
    await db.destroy();
  }
}

/**
 * From now on devices may forget what they have acknowledged up to there. Not where the log is another one by now than
 * the one that was backed up: the hub was put back meanwhile.
 */
export async function noteBackup(
  db: HubDb,
  state: LogState,
  { at, what, files }: { at: number; what: 'file' | 'archive'; files?: number },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const partition = await lockPartition(tx);
    const isSame = partition.epoch === state.epoch && (await holdsLink(tx, state));
    if (!isSame) return false;
    if (state.seq > partition.durable_seq)
      await tx.updateTable('partition').set({ durable_seq: state.seq }).execute();
    await writeNote(tx, 'backup', { at, seq: state.seq, what, ...(files === undefined ? {} : { files }) });
    return true;
  });
}

async function holdsLink(tx: HubTx, { seq, chain }: LogState): Promise<boolean> {
  if (seq === 0) return true;
  const entry = await tx.selectFrom('log').select('chain').where('seq', '=', seq).executeTakeFirst();
  return entry?.chain === chain;
}
