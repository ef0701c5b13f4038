import type { Migration } from '../migration.ts';

/** Other descriptions of faces have other figures (docs/decisions/0018): what was kept is compared again when asked for. */
export const likenessAnew: Migration = {
  version: 12,
  name: 'likeness-anew',
  up(db) {
    db.raw.exec(`DELETE FROM photo_likeness WHERE way = 'face'`);
  },
};
