import type { ReadDb, WriteDb } from '../../db/database.ts';

/** What a desk keeps of its hub, by name; all of it text. */
type StateKey =
  | 'device'
  | 'hub'
  | 'token'
  | 'grantVersion'
  | 'durableSeq'
  | 'cursor'
  /** '1': another store lives under this one’s name, or did; it has to ask for a name of its own. */
  | 'twin';

export function stateOf(db: ReadDb, key: StateKey): string | null {
  return db.read<{ value: string }>('SELECT value FROM sync_state WHERE key = ?').get(key)?.value ?? null;
}

export function setState(db: WriteDb, key: StateKey, value: string): void {
  db.write(
    'INSERT INTO sync_state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, value);
}
