import type { WriteDb } from '../db/database.ts';
import type { Ids } from './core.ts';

/**
 * This installation's name in the log. A property of the computer and not of the school's data: it is kept
 * beside the projected tables and never replayed.
 */
export function deviceId(db: WriteDb, ids: Ids): string {
  const known = db.read<{ value: string }>("SELECT value FROM local WHERE key = 'device'").get();
  if (known) return known.value;
  const value = ids.next();
  db.write("INSERT INTO local (key, value) VALUES ('device', ?)").run(value);
  return value;
}
