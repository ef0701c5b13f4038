import type { Migration } from '../migration.ts';

/**
 * What a desk compares with its hub, and the files that rows name (docs/spec/sync.md, “Digests”, “Blobs”). Of this
 * computer, beside the log.
 */
export const syncAudit: Migration = {
  version: 31,
  name: 'comparing with a hub',
  up(db) {
    db.raw.exec(`
      -- Bucket (2 hex digits) and hash (16) of the row as the hub has it; '' when it is not there; NULL: not looked at since.
      ALTER TABLE sync_row ADD COLUMN hash TEXT;
      CREATE INDEX sync_row_unhashed ON sync_row (entity, entity_id) WHERE hash IS NULL;
      CREATE TRIGGER sync_row_moved AFTER UPDATE OF ver ON sync_row BEGIN
        UPDATE sync_row SET hash = NULL WHERE entity = NEW.entity AND entity_id = NEW.entity_id;
      END;

      -- Rows that were not what the hub has although all of its log was taken: both as they were (JSON, NULL: not there).
      CREATE TABLE sync_incident (
        id INTEGER PRIMARY KEY,
        at INTEGER NOT NULL, seq INTEGER NOT NULL, entity TEXT NOT NULL, entity_id TEXT NOT NULL,
        mine TEXT, mine_ver INTEGER, theirs TEXT, theirs_ver INTEGER, seen_at INTEGER
      ) STRICT;

      -- Files that rows name. here: its bytes are in this store; want: they are to be fetched; withheld: the hub gave none.
      -- at_hub: 1 once the hub has said that it has them from here.
      CREATE TABLE sync_blob (
        sha256 TEXT PRIMARY KEY,
        state TEXT NOT NULL CHECK (state IN ('here', 'want', 'withheld')),
        at_hub INTEGER NOT NULL DEFAULT 0, verified_at INTEGER
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX sync_blob_wanted ON sync_blob (sha256) WHERE state = 'want';
    `);
  },
};
