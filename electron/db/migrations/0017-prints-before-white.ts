import type { Migration } from '../migration.ts';

/**
 * Prints are taken as if the wall were white, and old ones do not compare with new: both are taken anew by the next
 * check, which measures what it has no measures of. What was seen of faces stays.
 */
export const printsBeforeWhite: Migration = {
  version: 17,
  name: 'prints-before-white',
  up(db) {
    db.raw.exec('UPDATE photo_look SET print = NULL; DELETE FROM photo_measure');
  },
};
