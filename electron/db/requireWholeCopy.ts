import { AppError } from '../../shared/domain/errors.ts';
import type { WriteDb } from './database.ts';

/**
 * Opens a copy that was just made of an open store, reads all its pages and counts the rows of every table against the
 * store’s. A copy that nobody has opened is no backup. Attached without a key of its own it is opened by the store’s.
 * Errors: STORE_DISK.
 */
export function requireWholeCopy(db: WriteDb, path: string): void {
  const { raw } = db;
  try {
    raw.prepare('ATTACH ? AS copied').run(path);
    try {
      const isReadable = raw.pragma('copied.quick_check', { simple: true }) === 'ok';
      if (!isReadable || countsOf(db, 'copied') !== countsOf(db, 'main')) throw new AppError('STORE_DISK');
    } finally {
      raw.exec('DETACH copied');
    }
  } catch (error) {
    // It is the copy that is damaged, and not the store.
    throw error instanceof AppError ? error : new AppError('STORE_DISK', {}, { cause: error });
  }
}

function countsOf({ raw }: WriteDb, schema: 'main' | 'copied'): string {
  const tables = raw
    .prepare<[], { name: string }>(
      `SELECT name FROM ${schema}.sqlite_schema
       WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name`,
    )
    .all();
  const counts = tables.map(({ name }) => [
    name,
    raw.prepare(`SELECT count(*) AS rows FROM ${schema}."${name}"`).get(),
  ]);
  return JSON.stringify([raw.pragma(`${schema}.user_version`, { simple: true }), counts]);
}
