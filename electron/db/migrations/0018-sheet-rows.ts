import type { Migration } from '../migration.ts';

/**
 * Who stood on each printed sheet, in the order printed: students move to other classes afterwards. Beside the sheet
 * and not in it, so that lists of sheets need not read it. Sheets of before have none. A projection of the log.
 */
export const sheetRows: Migration = {
  version: 18,
  name: 'students on printed sheets',
  up(db) {
    db.raw.exec(`
      -- students: see sheetTable.ts
      CREATE TABLE sheet_rows (number TEXT PRIMARY KEY, students TEXT NOT NULL) STRICT, WITHOUT ROWID;
    `);
  },
};
