import { closeSync, fsyncSync, openSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { AppError } from '../../shared/domain/errors.ts';
import { type DataKey, deriveKey } from '../security/dataKey.ts';
import { damagedOr } from './damagedOr.ts';

/** Chooses the cipher and opens, or will write, a database with a store's key: the first thing that is done with a connection. */
export function giveKey(raw: BetterSqlite3.Database, key: DataKey): void {
  // AEGIS-256 authenticates every page, also in the write-ahead log, and costs least (docs/decisions/0032). The key is
  // given raw: it is random already, so that nothing has to be stretched when a connection is opened.
  raw.pragma("cipher = 'aegis'");
  raw.pragma(`key = '${rawKey(key)}'`);
}

/**
 * Encrypts a database file where it lies, page by page, from one key (null: plain) to another, checks it and flushes it.
 * Nobody else has it open, and it is a copy: a kill half-way leaves a file that nobody can read. Errors: STORE_DAMAGED.
 */
export function rekeyDatabase(file: string, from: DataKey | null, to: DataKey): void {
  let raw: BetterSqlite3.Database | null = null;
  try {
    raw = new BetterSqlite3(file);
    if (from !== null) giveKey(raw, from);
    // A write-ahead log stands in the way, and a journal on the disk would hold plain pages.
    raw.pragma('journal_mode = DELETE');
    raw.pragma('journal_mode = MEMORY');
    raw.pragma('temp_store = MEMORY');
    raw.pragma('synchronous = OFF');
    if (from === null) raw.pragma("cipher = 'aegis'");
    raw.pragma(`rekey = '${rawKey(to)}'`);
    raw.close();
    raw = new BetterSqlite3(file);
    giveKey(raw, to);
    const said = raw.pragma('quick_check', { simple: true });
    if (said !== 'ok') throw new AppError('STORE_DAMAGED');
  } catch (error) {
    throw damagedOr(error);
  } finally {
    raw?.close();
  }
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function rawKey(key: DataKey): string {
  return `raw:${deriveKey(key, 'database').toString('hex')}`;
}
