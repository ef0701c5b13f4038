import type { Migration } from '../migration.ts';

/** By what a desk knows its own work again (docs/spec/sync.md, “A desk”). Of this computer, beside the log. */
export const sentHash: Migration = {
  version: 33,
  name: 'what was sent to a hub',
  up(db) {
    // SHA-256 of the text that was sent last; NULL: nothing was. The rows that it was made of may be gone since.
    db.raw.exec('ALTER TABLE outbox ADD COLUMN sha256 TEXT');
  },
};
