import type { Migration } from '../migration.ts';

/** The class sheets that were printed, and those that came back. Projections of the log. */
export const printedSheets: Migration = {
  version: 9,
  name: 'printed and returned sheets',
  up(db) {
    db.raw.exec(`
      CREATE TABLE sheet (
        number TEXT PRIMARY KEY,
        code TEXT NOT NULL,
        campaign_id TEXT,
        data_time INTEGER NOT NULL,
        college_name TEXT, class_name TEXT,
        students INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- A sheet may come back more than once; a batch that was taken back counts no more.
      CREATE TABLE sheet_return (
        number TEXT NOT NULL, batch TEXT NOT NULL,
        rows INTEGER NOT NULL,
        PRIMARY KEY (number, batch)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX sheet_return_batch ON sheet_return (batch);
    `);
  },
};
