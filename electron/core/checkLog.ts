import { rmSync } from 'node:fs';
import { compareProjections, rebuildProjection } from '../changes/rebuildProjection.ts';
import type { ReadDb } from '../db/database.ts';
import { openDatabase } from '../db/openDatabase.ts';
import type { DataKey } from '../security/dataKey.ts';

/**
 * Replays the log into a store of its own in `scratch`, which is taken away again, and compares, row by row. The
 * problems name tables and rows, never a person.
 */
export function checkLog(
  db: ReadDb,
  key: DataKey | null,
  scratch: string,
): { entries: number; problems: string[] } {
  rmSync(scratch, { recursive: true, force: true });
  try {
    const replayed = openDatabase(scratch, key);
    try {
      replayed.raw.pragma('synchronous = OFF');
      rebuildProjection(db, replayed);
      const problems = compareProjections(db, replayed).map(({ table, row }) => `${table}, row ${row}`);
      const { count } = db.read<{ count: number }>('SELECT count(*) AS count FROM change').get()!;
      return { entries: count, problems };
    } finally {
      replayed.raw.close();
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
