import type { Migration } from '../migration.ts';

/** What students said and signed at the counter. A projection of the log. */
export const counterVisits: Migration = {
  version: 21,
  name: 'visits at the counter',
  up(db) {
    db.raw.exec(`
      -- The evidence of one event of the source counter: whose it is, its campaign, its time, and whether it was taken
      -- back stand there.
      CREATE TABLE counter_visit (
        event TEXT PRIMARY KEY,
        started_at INTEGER NOT NULL,
        -- CounterFieldAnswer[] and CounterPhotoAnswer as JSON
        fields TEXT NOT NULL, photo TEXT,
        comment TEXT NOT NULL,
        -- hash of a PNG among the blobs, or the name that was typed and who saw it
        signature TEXT, signed_name TEXT, witness TEXT,
        revealed INTEGER NOT NULL
      ) STRICT;
    `);
  },
};
