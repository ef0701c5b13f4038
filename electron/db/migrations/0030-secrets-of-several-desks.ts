import type { Migration } from '../migration.ts';

/** By what people sign in, at every desk that holds them. Beside the log, as before. */
export const secretsOfSeveralDesks: Migration = {
  version: 30,
  name: 'sign-in at several desks',
  up(db) {
    // The hub's version of it; NULL: the hub was not told yet; 0: it does not take it from this desk.
    db.raw.exec('ALTER TABLE person_secret ADD COLUMN hub_ver INTEGER');
  },
};
