import type { Migration } from '../migration.ts';

/** What words of the sources mean at this school. A projection of the log like every table. */
export const valueAliases: Migration = {
  version: 6,
  name: 'what words mean',
  up(db) {
    db.raw.exec(`
      -- written: the key form of the word (shared/domain/wordKey.ts); spelling: as it was first met.
      CREATE TABLE value_alias (
        field TEXT NOT NULL, written TEXT NOT NULL,
        spelling TEXT NOT NULL, meant TEXT NOT NULL,
        how TEXT NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL,
        PRIMARY KEY (field, written)
      ) STRICT, WITHOUT ROWID;
      -- Where the row shows what a word means: the words as the source in use has them, field by field, as JSON.
      ALTER TABLE student ADD COLUMN as_received TEXT;
    `);
  },
};
