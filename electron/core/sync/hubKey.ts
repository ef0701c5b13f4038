import { createPublicKey, type KeyObject } from 'node:crypto';
import type { ReadDb, WriteDb } from '../../db/database.ts';
import type { HubKey } from './HubDoor.ts';

const KEY = 'sync hub key';

/** What the hub said over the pinned way of the key that it signs bundles with; null: it was never asked. */
export function storedHubKey(db: ReadDb): { hub: string; key: KeyObject } | null {
  const row = db.read<{ value: string }>('SELECT value FROM local WHERE key = ?').get(KEY);
  if (!row) return null;
  const { hub, key } = JSON.parse(row.value) as HubKey;
  return { hub, key: createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' }) };
}

export function storeHubKey(db: WriteDb, { hub, key }: HubKey): void {
  db.write(
    'INSERT INTO local (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(KEY, JSON.stringify({ hub, key }));
}
