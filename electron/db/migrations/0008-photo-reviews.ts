import type { Migration } from '../migration.ts';

/** What people said of photos. A projection of the log like every table. */
export const photoReviews: Migration = {
  version: 8,
  name: 'photo-reviews',
  up(db) {
    db.raw.exec(`
      -- By the photo's bytes: another photo in its place was not reviewed, and the same one come back was. What was said
      -- of somebody who is gone (joined to another, say) stays under their number, which nobody else ever gets.
      CREATE TABLE photo_review (
        student_n INTEGER NOT NULL, role TEXT NOT NULL, hash TEXT NOT NULL,
        verdict TEXT NOT NULL,
        -- codes as a JSON array
        reasons TEXT NOT NULL, note TEXT NOT NULL,
        at INTEGER NOT NULL, actor TEXT NOT NULL,
        PRIMARY KEY (student_n, role, hash)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
