import type { ReadDb, WriteDb } from '../../db/database.ts';
import type { HubPlace } from './HubDoor.ts';

const KEY = 'sync hub';

/** Null: the store has no hub. */
export function storedPlace(db: ReadDb): HubPlace | null {
  const row = db.read<{ value: string }>('SELECT value FROM local WHERE key = ?').get(KEY);
  return row ? (JSON.parse(row.value) as HubPlace) : null;
}

export function storePlace(db: WriteDb, place: HubPlace | null): void {
  if (place === null) db.write('DELETE FROM local WHERE key = ?').run(KEY);
  else
    db.write(
      'INSERT INTO local (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    ).run(KEY, JSON.stringify(place));
}

/** Whether the hub at an address is this computer’s own. */
export function isOwnAddress(address: string): boolean {
  return address.startsWith('127.0.0.1:');
}
