import type { Migration } from '../migration.ts';

/** Whoever was told by a hub that two students are one need not have had the one of whom nothing is left. */
export const aliasNumbers: Migration = {
  version: 37,
  name: 'joined students of whom there was no number',
  up(db) {
    db.raw.exec(`
      -- n: the number that the student had in this store, and gets back when the two are parted; NULL: they never had
      -- one here. Everything else as in 0004.
      CREATE TABLE alias_anew (
        id TEXT PRIMARY KEY, n INTEGER, into_id TEXT NOT NULL,
        moved TEXT NOT NULL, batch TEXT NOT NULL,
        at INTEGER NOT NULL, actor TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      INSERT INTO alias_anew SELECT id, n, into_id, moved, batch, at, actor FROM student_alias;
      DROP TABLE student_alias;
      ALTER TABLE alias_anew RENAME TO student_alias;
      CREATE INDEX student_alias_into ON student_alias (into_id);

      -- Whether somebody had turned out to be another is asked of the log when it is blanked (blankedText).
      CREATE INDEX change_alias ON change (entity_id, seq) WHERE entity = 'alias';
    `);
  },
};
