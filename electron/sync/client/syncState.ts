import type { ReadDb, WriteDb } from '../../db/database.ts';

/** What a desk keeps of its hub, by name; all of it text. */
type StateKey =
  | 'device'
  | 'hub'
  | 'token'
  | 'grantVersion'
  | 'durableSeq'
  | 'cursor'
  /** '1': the grant is of the whole school; '0': of colleges. */
  | 'whole'
  /** '1': another store lives under this one’s name, or did; it has to ask for a name of its own. */
  | 'twin'
  /** The grant of which the hub is still to be told that nothing outside is left. */
  | 'purgeOwed'
  /** JSON, PurgeReceipt.counts: what was taken out, and the hub is still to be told of. */
  | 'purgeCounts'
  /** '1': all that was ever freed in this store is overwritten. */
  | 'overwritten'
  /** When the hub last answered, epoch ms, and for how many days it may be away. */
  | 'seenAt'
  | 'leaseDays'
  /** The latest time that this computer had since, epoch ms: its clock may be turned back. */
  | 'leaseLatest'
  /** Which of the hub’s devices this desk is: part of the numbers that it gives (deskLetters). */
  | 'ordinal'
  /** JSON, by id: what the hub calls its computers. */
  | 'computers'
  /** When what is held here was last compared with the hub, epoch ms ('': a new image came since), and how many rows were otherwise. */
  | 'auditedAt'
  | 'auditMended'
  /** When all of it was last hashed anew, epoch ms. */
  | 'hashedAt'
  /** The instance of a hub that refused this desk as another hub’s: the next one is told that it lives. */
  | 'sawHub'
  /** The version of rows that this store speaks (ROW_SCHEMA of its program); absent: the first. */
  | 'schema'
  /** JSON: epochs of the hub from before it was put back, oldest first. What was made in them is not taken any more. */
  | 'pastEpochs';

export function stateOf(db: ReadDb, key: StateKey): string | null {
  return db.read<{ value: string }>('SELECT value FROM sync_state WHERE key = ?').get(key)?.value ?? null;
}

export function setState(db: WriteDb, key: StateKey, value: string): void {
  db.write(
    'INSERT INTO sync_state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, value);
}
