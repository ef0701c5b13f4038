import type { Migration } from '../migration.ts';

/** Cases, what they go by, and what was done to them. A projection of the log. */
export const cases: Migration = {
  version: 23,
  name: 'cases',
  up(db) {
    db.raw.exec(`
      -- The type of a case and its province's profile, as they were when it began: CaseRules as JSON, by their hash.
      CREATE TABLE case_rules (hash TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;

      CREATE TABLE case_file (
        id TEXT PRIMARY KEY,
        number TEXT NOT NULL UNIQUE,
        student_n INTEGER NOT NULL,
        type TEXT NOT NULL,
        rules TEXT NOT NULL,
        opened_at INTEGER NOT NULL, opened_by TEXT NOT NULL,
        -- CaseState, part by part. acts: who is to act in that state; NULL: closed
        state TEXT NOT NULL, acts TEXT,
        entered TEXT NOT NULL, due TEXT,
        form TEXT NOT NULL, evidence TEXT NOT NULL, waived TEXT NOT NULL, decisions TEXT NOT NULL,
        assignee TEXT,
        origin TEXT NOT NULL, origin_id TEXT,
        version INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX case_file_queue ON case_file (acts, due);
      CREATE INDEX case_file_student ON case_file (student_n);
      CREATE INDEX case_file_origin ON case_file (origin, origin_id);

      -- Append-only, like event: voided_by names the undo that took it back.
      CREATE TABLE case_entry (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        case_id TEXT NOT NULL,
        at INTEGER NOT NULL, actor TEXT NOT NULL,
        -- CaseStep: what was done, as JSON, and the day
        action TEXT NOT NULL, day TEXT NOT NULL,
        -- Of the case, with this entry.
        version INTEGER NOT NULL,
        batch TEXT,
        voided_by TEXT
      ) STRICT;
      CREATE INDEX case_entry_case ON case_entry (case_id, n);
    `);
  },
};
