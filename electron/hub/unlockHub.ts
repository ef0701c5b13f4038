import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../shared/domain/errors.ts';
import { type KeyRing, keyRingText, parseKeyRing, readKeyRing } from '../security/keyRing.ts';
import { STORE_FILE } from '../security/storeFile.ts';
import { type KeyMeans, type Unlocked, unlockRing, unlockStore } from '../security/unlockStore.ts';
import { HUB_FILE } from './connectSqlite.ts';
import { readNote, writeNote } from './hubNotes.ts';
import type { HubDb } from './hubPorts.ts';

/**
 * The key of a hub's folder, by the same ways in as a desk's: passphrase, the system's key store, this account, recovery
 * key. A folder that is empty gets a ring. Errors: those of unlockStore, HUB_REFUSED (desk: a desk's data lie there).
 */
export async function unlockHub(dataDir: string, means: KeyMeans): Promise<Unlocked> {
  requireNoDesk(dataDir);
  if (existsSync(join(dataDir, HUB_FILE)) && readKeyRing(dataDir) === null)
    throw new AppError('KEY_RING', { case: 'missing' });
  return saidOfHub(unlockStore(dataDir, means));
}

/** Errors: HUB_REFUSED (desk: a desk's data lie there). */
export function requireNoDesk(dataDir: string): void {
  if (existsSync(join(dataDir, STORE_FILE))) throw new AppError('HUB_REFUSED', { case: 'desk' });
}

/**
 * The same of a hub in PostgreSQL, which keeps its key ring in the database, so that every hub process has the one key: of
 * the hub's own private keys and of its backups. What encrypts the database itself is the server's. A ring that is made
 * without a passphrase is opened by this account on this computer alone. Errors: those of unlockRing, HUB_REFUSED (none).
 */
export async function unlockHubBase(db: HubDb, means: KeyMeans, makes: boolean): Promise<Unlocked> {
  const known = await ringOf(db);
  if (known) return saidOfHub(unlockRing(null, known, means));
  if (!makes) throw new AppError('HUB_REFUSED', { case: 'none' });
  const made = await newRing(means);
  await db.transaction().execute((tx) => writeNote(tx, 'ring', keyRingText(made.ring), 'once'));
  // Of several processes that start at once, one was first.
  const kept = await ringOf(db);
  return kept?.store === made.ring.store ? made : saidOfHub(unlockRing(null, kept!, means));
}

/** A ring of somewhere else opens otherwise than a desk's: its own way is said. */
export async function saidOfHub(unlocking: Promise<Unlocked>): Promise<Unlocked> {
  try {
    return await unlocking;
  } catch (error) {
    const isElsewhere =
      error instanceof AppError && error.code === 'STORE_LOCKED' && error.params.case === 'elsewhere';
    throw isElsewhere ? new AppError('STORE_LOCKED', { case: 'hub' }, { cause: error }) : error;
  }
}

/** Null: none was made yet. Errors: KEY_RING (damaged, newer). */
export async function ringOf(db: HubDb): Promise<KeyRing | null> {
  const text = await readNote(db, 'ring');
  if (text === null) return null;
  const ring = parseKeyRing(text);
  if (ring === null) throw new AppError('KEY_RING', { case: 'damaged' });
  return ring;
}

async function newRing(means: KeyMeans): Promise<Unlocked> {
  const folder = mkdtempSync(join(tmpdir(), 'xueji-hub-'));
  try {
    return await unlockStore(folder, means);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
