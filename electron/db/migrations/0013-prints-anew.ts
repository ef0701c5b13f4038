import type { Migration } from '../migration.ts';

/** Prints are taken of all pixels, no longer of samples, and old ones do not compare with new: both are taken anew by the next check. */
export const printsAnew: Migration = {
  version: 13,
  name: 'prints-anew',
  up(db) {
    db.raw.exec('DELETE FROM photo_look; DELETE FROM photo_measure');
  },
};
