import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { DataKey } from '../security/dataKey.ts';
import { STORE_FILE } from '../security/storeFile.ts';
import { damagedOr } from './damagedOr.ts';
import { asDatabase, type WriteDb } from './database.ts';
import { migrate } from './migrate.ts';
import { giveKey } from './rekeyDatabase.ts';

// The SQLite binding asks for a report of the process to know its C library; with the network in it Node looks up the name
// of everybody who is connected, one after the other, and stands still for seconds.
Object.assign(process.report, { excludeNetwork: true });

export { STORE_FILE };

/**
 * Opens (or makes) the store of a data folder, bringing it up to this program's schema. `key` null: a plain store, as
 * earlier versions made them. Errors: STORE_NEWER when a newer program wrote it, STORE_DAMAGED when SQLite cannot read it (or
 * not with this key: whether a key is a store's own, its key ring says).
 */
export function openDatabase(dataDir: string, key: DataKey | null): WriteDb {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, STORE_FILE);
  const isNew = !existsSync(file);
  const db = connect(file, key);
  try {
    migrate(db, { isNew, backupDir: join(dataDir, 'backups') });
  } catch (error) {
    db.raw.close();
    throw damagedOr(error);
  }
  return db;
}

/** A further connection to a store that is already open in this process (import worker). */
export function connect(file: string, key: DataKey | null): WriteDb {
  let raw: BetterSqlite3.Database;
  try {
    raw = new BetterSqlite3(file, { timeout: 10_000 });
    if (key !== null) giveKey(raw, key);
    // Twice SQLite's own: an import of 100,000 rows takes about 6 % less time. Only heard while a file is new.
    raw.pragma('page_size = 8192');
    raw.pragma('journal_mode = WAL');
    // A commit that was reported survives a power cut; a batch is one commit, so the cost is small.
    raw.pragma('synchronous = FULL');
    raw.pragma('foreign_keys = ON');
    // What is taken out is overwritten: one day it may be of somebody whom this computer may not know any more.
    raw.pragma('secure_delete = ON');
    raw.pragma('temp_store = MEMORY'); // personal data never goes to a temp file
    raw.pragma('cache_size = -32768'); // 32 MiB
  } catch (error) {
    throw damagedOr(error);
  }
  return asDatabase(raw);
}
