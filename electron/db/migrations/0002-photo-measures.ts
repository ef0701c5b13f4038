import type { Migration } from '../migration.ts';

/** What was measured of each photo and what the standard says about it: a cache of what follows from its bytes. */
export const photoMeasures: Migration = {
  version: 2,
  name: 'photo-measures',
  up(db) {
    db.raw.exec(`
      CREATE TABLE photo_measure (
        hash TEXT NOT NULL, role TEXT NOT NULL,
        profile TEXT NOT NULL, measures TEXT NOT NULL, findings TEXT NOT NULL,
        PRIMARY KEY (hash, role)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
