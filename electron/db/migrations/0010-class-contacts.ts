import type { Migration } from '../migration.ts';

/** Who looks after each class. A projection of the log. */
export const classContacts: Migration = {
  version: 10,
  name: 'contacts of classes',
  up(db) {
    db.raw.exec(`
      -- key: see classKey
      CREATE TABLE class_contact (
        key TEXT PRIMARY KEY,
        college_name TEXT, class_name TEXT NOT NULL,
        counsellor TEXT, phone TEXT, email TEXT, qq TEXT
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
