import type { Migration } from '../migration.ts';

/** Mails that this installation sends. Of the computer, not of the school's data: not in the log, never replayed. */
export const outgoingMail: Migration = {
  version: 20,
  name: 'mails that go out',
  up(db) {
    db.raw.exec(`
      -- Mails that were queued in one go.
      CREATE TABLE mailing (
        id TEXT PRIMARY KEY,
        campaign_id TEXT NOT NULL, round INTEGER NOT NULL, audience TEXT NOT NULL, name TEXT NOT NULL,
        at INTEGER NOT NULL, actor TEXT NOT NULL,
        paused INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE TABLE mail (
        n INTEGER PRIMARY KEY,
        -- names the message to the server too
        id TEXT NOT NULL,
        mailing TEXT NOT NULL,
        -- of campaign, round, recipient and template
        key TEXT NOT NULL,
        recipient TEXT NOT NULL, address TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
        -- JSON: rows of the sheet that goes with it; ids of the students whom it is about
        list TEXT NOT NULL, students TEXT NOT NULL,
        state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL, changed_at INTEGER NOT NULL,
        problem TEXT, reply TEXT NOT NULL DEFAULT '',
        -- whether the log has it as a contact
        logged INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      -- The same message is never sent, or perhaps sent, twice.
      CREATE UNIQUE INDEX mail_once ON mail (key) WHERE state NOT IN ('bounced', 'cancelled');
      CREATE INDEX mail_of ON mail (mailing, state);
      CREATE INDEX mail_due ON mail (next_at, n) WHERE state = 'queued';
      CREATE INDEX mail_unlogged ON mail (n) WHERE state = 'sent' AND logged = 0;
    `);
  },
};
