import { join } from 'node:path';
import type { ReadDb } from '../db/database.ts';
import { connect, STORE_FILE } from '../db/openDatabase.ts';
import type { DataKey } from '../security/dataKey.ts';

/** So much may the clocks of two computers differ before anybody is told. */
const TOLD_FROM_MS = 24 * 60 * 60 * 1000;

/**
 * How much this computer's clock is behind the newest entry of the log, in ms; null: it is not, by more than a day.
 * Either that one was made under a wrong clock or this one is wrong: a person is told, nothing is refused.
 */
export function clockBehind(db: ReadDb, now: number): number | null {
  const newest = db
    .read<{ at: number | null }>(
      'SELECT max(at) AS at FROM (SELECT at FROM mutation ORDER BY mid DESC LIMIT 1)',
    )
    .get()!.at;
  return newest !== null && newest - now > TOLD_FROM_MS ? newest - now : null;
}

/** The same of a data folder that nobody has open. */
export function clockBehindIn(dataDir: string, key: DataKey | null, now: number): number | null {
  const db = connect(join(dataDir, STORE_FILE), key);
  try {
    return clockBehind(db, now);
  } finally {
    db.raw.close();
  }
}
