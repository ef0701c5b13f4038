import type { ReadDb, WriteDb } from '../../db/database.ts';
import type { HubPlace } from './HubDoor.ts';

const [KEY, NEXT] = ['sync hub', 'sync hub next'];

/** Null: the store has no hub. */
export function storedPlace(db: ReadDb): HubPlace | null {
  return stored(db, KEY);
}

export function storePlace(db: WriteDb, place: HubPlace | null): void {
  store(db, KEY, place);
}

/** As whom the desk has asked its hub to be let in anew (Rejoining); null: it has not. */
export function storedNextPlace(db: ReadDb): HubPlace | null {
  return stored(db, NEXT);
}

export function storeNextPlace(db: WriteDb, place: HubPlace | null): void {
  store(db, NEXT, place);
}

function stored(db: ReadDb, key: string): HubPlace | null {
  const row = db.read<{ value: string }>('SELECT value FROM local WHERE key = ?').get(key);
  return row ? (JSON.parse(row.value) as HubPlace) : null;
}

function store(db: WriteDb, key: string, place: HubPlace | null): void {
  if (place === null) db.write('DELETE FROM local WHERE key = ?').run(key);
  else
    db.write(
      'INSERT INTO local (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    ).run(key, JSON.stringify(place));
}

/** Whether the hub at an address is this computer’s own. */
export function isOwnAddress(address: string): boolean {
  return address.startsWith('127.0.0.1:');
}
