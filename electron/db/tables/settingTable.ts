import type { ReadDb } from '../database.ts';

/** A setting as it is stored, its value as JSON; null: it was never set. */
export function storedSetting(db: ReadDb, key: string): { value: string } | null {
  return db.read<{ value: string }>('SELECT value FROM setting WHERE key = ?').get(key) ?? null;
}
