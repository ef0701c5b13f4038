import type { Migration } from '../migration.ts';

/**
 * Erasures of a store that has a hub (docs/spec/sync.md, “Erasing”): kept for good, so that nobody who was erased comes
 * back from a copy of before. Of this computer, beside the log.
 */
export const erasures: Migration = {
  version: 34,
  name: 'erasures that a hub knows of',
  up(db) {
    db.raw.exec(`
      -- students: JSON, keys of ids (erasedKey). seal: by which the hub knows that it took it; NULL: not yet. wanted: 1:
      -- the hub has lost it. refused: 1: the hub does not take it from here. done: 1: nothing is left of them here; told: 1: and the hub
      -- knows. audit: the entry that tells of it; NULL: they were not here. standing: JSON, which desks have done the
      -- same, as the hub said at standing_at.
      CREATE TABLE erasure (
        id TEXT PRIMARY KEY, at INTEGER NOT NULL, students TEXT NOT NULL, seal TEXT,
        wanted INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0,
        done INTEGER NOT NULL DEFAULT 0, told INTEGER NOT NULL DEFAULT 0,
        audit INTEGER, standing TEXT, standing_at INTEGER
      ) STRICT;

      -- What was sent under a number before students were taken out of it: JSON, SHA-256 of each text.
      ALTER TABLE outbox ADD COLUMN was TEXT;
    `);
  },
};
