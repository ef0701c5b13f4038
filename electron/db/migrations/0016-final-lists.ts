import type { Migration } from '../migration.ts';

/** What became of every student of a campaign when it was closed. A projection of the log. */
export const finalLists: Migration = {
  version: 16,
  name: 'final lists of closed campaigns',
  up(db) {
    db.raw.exec(`
      -- A run of students by their n, so that a million are some hundred rows: see FinalPart
      CREATE TABLE campaign_final (
        campaign_id TEXT NOT NULL, part INTEGER NOT NULL,
        legend TEXT NOT NULL, marks TEXT NOT NULL, groups TEXT NOT NULL, days TEXT NOT NULL,
        PRIMARY KEY (campaign_id, part)
      ) STRICT;
    `);
  },
};
