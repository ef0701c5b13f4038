import type { Migration } from '../migration.ts';

/** What every printed sheet said, as marks of its cells, and by which key it was signed. A projection of the log. */
export const signedSheets: Migration = {
  version: 19,
  name: 'signed sheets',
  up(db) {
    db.raw.exec(`
      CREATE TABLE signed_sheet (
        number TEXT PRIMARY KEY,
        about TEXT NOT NULL,
        request TEXT NOT NULL, group_values TEXT NOT NULL,
        data_time INTEGER NOT NULL,
        key TEXT NOT NULL, digest TEXT NOT NULL,
        columns TEXT NOT NULL, students TEXT NOT NULL, marks TEXT NOT NULL
      ) STRICT;
      CREATE INDEX signed_sheet_about ON signed_sheet (about, data_time);
    `);
  },
};
