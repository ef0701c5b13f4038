import type { Migration } from '../migration.ts';

/** What this desk may no longer hold, until nothing is left of it (docs/spec/sync.md, “Grants and purge”). */
export const syncPurge: Migration = {
  version: 32,
  name: 'what left with a grant',
  up(db) {
    db.raw.exec(`
      -- Rows that left: what the log still says of them is to go. student_n: of whom they were, NULL: of nobody by number.
      CREATE TABLE purge_row (
        entity TEXT NOT NULL, entity_id TEXT NOT NULL, student_n INTEGER,
        PRIMARY KEY (entity, entity_id)
      ) STRICT, WITHOUT ROWID;

      -- Files that nothing names any more: to be removed from the disk.
      CREATE TABLE purge_file (sha256 TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

      -- What was typed here of rows that are of others now, refused by the hub and kept there for the office: shown once.
      CREATE TABLE handed_over (
        mid INTEGER PRIMARY KEY, at INTEGER NOT NULL, name TEXT NOT NULL,
        -- JSON: what was typed, row by row, and nothing that was there before.
        typed TEXT NOT NULL
      ) STRICT;

      -- Entries that are of no student by number are looked for by what they are about,
      CREATE INDEX change_of_nobody ON change (entity, entity_id) WHERE student_n IS NULL;
      -- and those of rows that are numbered in the order of the log in that order.
      CREATE INDEX change_numbered ON change (entity, seq)
        WHERE entity IN ('event', 'chaseContact', 'caseEntry', 'batch', 'view');
    `);
  },
};
