import type { Migration } from '../migration.ts';

/** Who was contacted about whom, how, and with what outcome. A projection of the log. */
export const chaseContacts: Migration = {
  version: 15,
  name: 'contacts made while chasing',
  up(db) {
    db.raw.exec(`
      -- Append-only, like event: voided_by names the undo that took it back.
      CREATE TABLE chase_contact (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        campaign_id TEXT NOT NULL, student_n INTEGER NOT NULL,
        at INTEGER NOT NULL,
        whom TEXT NOT NULL, way TEXT NOT NULL, outcome TEXT NOT NULL,
        -- YYYY-MM-DD
        promise TEXT,
        note TEXT NOT NULL, actor TEXT NOT NULL, batch TEXT,
        voided_by TEXT
      ) STRICT;
      CREATE INDEX chase_contact_student ON chase_contact (student_n, campaign_id);
    `);
  },
};
