import type { Migration } from '../migration.ts';

/** Days of their own for colleges and classes of a campaign. A projection of the log. */
export const campaignDeadlines: Migration = {
  version: 14,
  name: 'deadlines of colleges and classes',
  up(db) {
    db.raw.exec(`
      -- scope: see deadlineScope. class_name NULL: the whole college; '': its students without a class
      CREATE TABLE campaign_deadline (
        campaign_id TEXT NOT NULL, scope TEXT NOT NULL,
        college_name TEXT NOT NULL, class_name TEXT, deadline TEXT NOT NULL,
        PRIMARY KEY (campaign_id, scope)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
