import type { Migration } from '../migration.ts';

/** Which students a roster named, so that it can be compared with the one before. A projection of the log. */
export const batchStudents: Migration = {
  version: 5,
  name: 'students that a batch named',
  up(db) {
    db.raw.exec(`
      -- runs: see studentRuns.ts; a whole school takes a few bytes.
      CREATE TABLE batch_students (
        batch TEXT PRIMARY KEY,
        students INTEGER NOT NULL,
        runs TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
