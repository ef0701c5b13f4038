import type { Migration } from '../migration.ts';

/** Mails that came back later, as a message in the office's mailbox. */
export const returnedMail: Migration = {
  version: 25,
  name: 'mails that came back',
  up(db) {
    db.raw.exec(`
      -- A projection of the log: that an address reaches nobody is a fact of the school, on whichever computer it was read.
      CREATE TABLE mail_return (
        id TEXT PRIMARY KEY,
        -- the id of the mail; null: it is known by its address alone
        mail TEXT,
        -- in small letters
        address TEXT NOT NULL,
        -- why (RETURN_CAUSES), by which status code, in which words
        cause TEXT NOT NULL, status TEXT, reply TEXT,
        at INTEGER NOT NULL, actor TEXT NOT NULL, batch TEXT NOT NULL
      ) STRICT;
      CREATE INDEX mail_return_of ON mail_return (mail);
      CREATE INDEX mail_return_to ON mail_return (address);
      CREATE INDEX mail_named ON mail (id);
      CREATE INDEX mail_to ON mail (lower(address));
      -- Mails as they stand: one that went, and came back since, has bounced. Sent once more, it is on its way again.
      CREATE VIEW mail_now AS
        SELECT m.n, m.id, m.mailing, m.key, m.recipient, m.address, m.subject, m.body, m.list, m.students, m.attempts,
          m.next_at, m.logged,
          CASE WHEN r.id IS NULL THEN m.state ELSE 'bounced' END AS state,
          CASE WHEN r.id IS NULL THEN m.changed_at ELSE r.at END AS changed_at,
          CASE WHEN r.id IS NULL THEN m.problem ELSE 'returned-' || r.cause END AS problem,
          CASE WHEN r.id IS NULL THEN m.reply ELSE coalesce(r.reply, '') END AS reply
        FROM mail m LEFT JOIN mail_return r ON m.state IN ('sent', 'unclear') AND r.rowid =
          (SELECT max(rowid) FROM mail_return WHERE mail = m.id AND at >= m.changed_at);
    `);
  },
};
