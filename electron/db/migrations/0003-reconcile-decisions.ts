import type { Migration } from '../migration.ts';

/** What people decided about differences between sources. A projection of the log like every table. */
export const reconcileDecisions: Migration = {
  version: 3,
  name: 'decisions about differences',
  up(db) {
    db.raw.exec(`
      -- subject: a student's id; or the two words of an alias, or the two students of a pair (decisionSubject.ts).
      -- said: the values, by source, on which it was decided, as JSON: it holds as long as these are said.
      CREATE TABLE decision (
        subject TEXT NOT NULL, field TEXT NOT NULL,
        kind TEXT NOT NULL, source TEXT, said TEXT NOT NULL,
        at INTEGER NOT NULL, actor TEXT NOT NULL,
        PRIMARY KEY (subject, field)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
