import type { Migration } from '../migration.ts';

/** In which version of rows work for a hub was done (docs/spec/sync.md, “Versions”). Of this computer, beside the log. */
export const sentSchema: Migration = {
  version: 36,
  name: 'versions of what goes to a hub',
  up(db) {
    // NULL: the one that this store speaks now; noted when it goes on to another.
    db.raw.exec('ALTER TABLE outbox ADD COLUMN schema INTEGER');
  },
};
