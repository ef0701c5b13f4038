import { rmSync } from 'node:fs';
import { compareProjections, rebuildProjection } from '../changes/rebuildProjection.ts';
import type { ReadDb } from '../db/database.ts';
import { openDatabase } from '../db/openDatabase.ts';
import type { DataKey } from '../security/dataKey.ts';
import { heed } from './heed.ts';

/**
 * Replays the log into a store of its own in `scratch`, which is taken away again, and compares, row by row. The
 * problems name tables and rows, never a person. Errors: CANCELLED.
 */
export function checkLog(
  db: ReadDb,
  key: DataKey | null,
  scratch: string,
  signal: AbortSignal,
): { entries: number; problems: string[] } {
  rmSync(scratch, { recursive: true, force: true });
  try {
    const replayed = openDatabase(scratch, key);
    try {
      replayed.raw.pragma('synchronous = OFF');
      rebuildProjection(db, replayed, () => heed(signal));
      const problems = compareProjections(db, replayed, () => heed(signal)).map(
        ({ table, row }) => `${table}, row ${row}`,
      );
      const { count } = db.read<{ count: number }>('SELECT count(*) AS count FROM change').get()!;
      return { entries: count, problems };
    } finally {
      replayed.raw.close();
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
