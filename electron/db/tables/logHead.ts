import type { ReadDb } from '../database.ts';

/** The newest entry of the log, its `seq`; 0: there is none. */
export function logHead(db: ReadDb): number {
  return db.read<{ seq: number | null }>('SELECT max(seq) AS seq FROM change').get()?.seq ?? 0;
}
