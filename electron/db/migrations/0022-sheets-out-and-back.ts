import type { Migration } from '../migration.ts';

/** Who got which sheet, what each returned row says, and what returned sheets leave to a person. Projections of the log. */
export const sheetsOutAndBack: Migration = {
  version: 22,
  name: 'sheets out and back',
  up(db) {
    db.raw.exec(`
      -- A letter for each row of the sheet: see shared/domain/sheetAnswer.ts. NULL: returns of before.
      ALTER TABLE sheet_return ADD COLUMN answers TEXT;

      -- What was done with a sheet in one batch: see shared/domain/sheetStanding.ts
      CREATE TABLE sheet_handling (
        number TEXT NOT NULL, batch TEXT NOT NULL,
        kind TEXT NOT NULL,
        at INTEGER NOT NULL,
        holder TEXT, role TEXT,
        note TEXT, replacement TEXT,
        actor TEXT NOT NULL,
        PRIMARY KEY (number, batch)
      ) STRICT, WITHOUT ROWID;

      -- A student added by hand, or crossed out. Of a batch that was taken back they count no more.
      CREATE TABLE sheet_question (
        id TEXT PRIMARY KEY,
        number TEXT NOT NULL, batch TEXT NOT NULL,
        kind TEXT NOT NULL,
        student TEXT,
        name TEXT, student_no TEXT, written TEXT,
        decision TEXT, decision_note TEXT,
        decided_at INTEGER, decided_by TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX sheet_question_number ON sheet_question (number);
    `);
  },
};
