import type { Migration } from '../migration.ts';

/** The timetable of a campaign. A projection of the log. */
export const campaignMilestones: Migration = {
  version: 24,
  name: 'timetables of campaigns',
  up(db) {
    db.raw.exec(`
      -- kind: of resources/rules/year-calendar.json; NULL: the office's own. Days: YYYY-MM-DD, NULL: not known yet
      CREATE TABLE campaign_milestone (
        campaign_id TEXT NOT NULL, id TEXT NOT NULL,
        name TEXT NOT NULL, from_day TEXT, to_day TEXT, kind TEXT,
        PRIMARY KEY (campaign_id, id)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
