import type { Migration } from '../migration.ts';

/**
 * Two desks that worked without knowing of each other may have given two cases one number: both are kept, and shown with
 * the same number, rather than one of them lost.
 */
export const caseNumbers: Migration = {
  version: 29,
  name: 'numbers of cases of several desks',
  up(db) {
    db.raw.exec(`
      CREATE TABLE case_file_new (
        id TEXT PRIMARY KEY,
        number TEXT NOT NULL,
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
      INSERT INTO case_file_new SELECT id, number, student_n, type, rules, opened_at, opened_by, state, acts, entered, due,
        form, evidence, waived, decisions, assignee, origin, origin_id, version FROM case_file;
      DROP TABLE case_file;
      ALTER TABLE case_file_new RENAME TO case_file;
      CREATE INDEX case_file_number ON case_file (number);
      CREATE INDEX case_file_queue ON case_file (acts, due);
      CREATE INDEX case_file_student ON case_file (student_n);
      CREATE INDEX case_file_origin ON case_file (origin, origin_id);
    `);
  },
};
