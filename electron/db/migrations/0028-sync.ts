import type { Migration } from '../migration.ts';

/**
 * What a desk knows of its hub (docs/spec/sync.md); of a store that never joined one these tables are empty. They are
 * of this computer, beside the log, except `conflict`, which is a projection.
 */
export const sync: Migration = {
  version: 28,
  name: 'sync with a hub',
  up(db) {
    db.raw.exec(`
      CREATE TABLE sync_state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

      -- What was done here, by the number under which it travels. mutation: the log's own number, and its entries from
      -- first_seq on; NULL: what was there before the desk joined. part: JSON, of what belongs to one commit. outcome: JSON. seen_at: epoch ms.
      CREATE TABLE outbox (
        mid INTEGER PRIMARY KEY,
        mutation INTEGER, first_seq INTEGER, entries INTEGER, part TEXT,
        state TEXT NOT NULL CHECK (state IN ('pending', 'applied', 'same', 'conflict', 'rejected')),
        outcome TEXT, ack_seq INTEGER, seen_at INTEGER
      ) STRICT;
      CREATE INDEX outbox_unsettled ON outbox (mid) WHERE state = 'pending';

      -- The rows that it touched. before: JSON, all fields as they were (NULL: not there). What they became stands in
      -- the log; only of what was there before the desk joined it stands here, in whole.
      CREATE TABLE pending_row (
        entity TEXT NOT NULL, entity_id TEXT NOT NULL, mid INTEGER NOT NULL,
        before TEXT, whole TEXT,
        PRIMARY KEY (entity, entity_id, mid)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX pending_row_mid ON pending_row (mid);

      -- What rows with unsettled work are at the hub, once that is not what the first of it found (fields: JSON or NULL).
      CREATE TABLE base_row (
        entity TEXT NOT NULL, entity_id TEXT NOT NULL, fields TEXT,
        PRIMARY KEY (entity, entity_id)
      ) STRICT, WITHOUT ROWID;

      -- The hub's version of every row that is here.
      CREATE TABLE sync_row (
        entity TEXT NOT NULL, entity_id TEXT NOT NULL, ver INTEGER NOT NULL,
        PRIMARY KEY (entity, entity_id)
      ) STRICT, WITHOUT ROWID;

      -- Fields of a row that two people changed without knowing of each other (base, theirs, mine: JSON).
      CREATE TABLE conflict (
        id TEXT PRIMARY KEY, entity TEXT NOT NULL, entity_id TEXT NOT NULL, field_group TEXT NOT NULL,
        base TEXT, theirs TEXT NOT NULL, mine TEXT NOT NULL,
        device TEXT NOT NULL, actor TEXT NOT NULL, at INTEGER NOT NULL,
        their_device TEXT, their_actor TEXT, their_at INTEGER,
        state TEXT NOT NULL CHECK (state IN ('open', 'resolved')),
        resolved_by TEXT, resolved_at INTEGER
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX conflict_row ON conflict (entity, entity_id);
      CREATE INDEX conflict_open ON conflict (at) WHERE state = 'open';
    `);
  },
};
