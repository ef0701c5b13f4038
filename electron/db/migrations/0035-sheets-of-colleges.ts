import type { Migration } from '../migration.ts';

/**
 * When a sheet came back is said by the return itself: the row of its batch stays at the desks of whoever registered it,
 * and a college sees what became of its sheets without that. NULL: of before, as its batch says. A projection of the log.
 */
export const sheetsOfColleges: Migration = {
  version: 35,
  name: 'sheets of colleges',
  up(db) {
    db.raw.exec('ALTER TABLE sheet_return ADD COLUMN at INTEGER;');
  },
};
