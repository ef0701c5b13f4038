import type { Migration } from '../migration.ts';

/** Students who turned out to be another: under which id they were known, and what came from there. */
export const joinedStudents: Migration = {
  version: 4,
  name: 'joined students',
  up(db) {
    db.raw.exec(`
      -- id, n: of the student that was joined into another, and gets both back when they are parted again.
      -- moved: what was theirs (JoinedParts in changes/mutations/joinedParts.ts), as JSON.
      CREATE TABLE student_alias (
        id TEXT PRIMARY KEY, n INTEGER NOT NULL, into_id TEXT NOT NULL,
        moved TEXT NOT NULL, batch TEXT NOT NULL,
        at INTEGER NOT NULL, actor TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX student_alias_into ON student_alias (into_id);
    `);
  },
};
