import type { Migration } from '../migration.ts';

/** Of a remembered mapping: all headings of the file, and how often and when it was last used. A projection of the log. */
export const mappingUse: Migration = {
  version: 11,
  name: 'use of mappings',
  up(db) {
    db.raw.exec(`
      -- headings: those of the last file, in its order, as a JSON list; null: remembered before they were kept.
      ALTER TABLE mapping ADD COLUMN headings TEXT;
      ALTER TABLE mapping ADD COLUMN uses INTEGER;
      ALTER TABLE mapping ADD COLUMN used_at INTEGER;
    `);
  },
};
