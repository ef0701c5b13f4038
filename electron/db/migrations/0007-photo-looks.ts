import type { Migration } from '../migration.ts';

/**
 * What a photo shows, by its content hash: a cache of what follows from its bytes, no part of the log. Of faces only
 * where they are is kept, and how alike two photos are; nothing that a person could be recognised by.
 */
export const photoLooks: Migration = {
  version: 7,
  name: 'photo-looks',
  up(db) {
    db.raw.exec(`
      -- print: see photoPrint; null where the pixels cannot be told. faces: null until they are looked for.
      CREATE TABLE photo_look (hash TEXT PRIMARY KEY, print BLOB, faces TEXT) STRICT, WITHOUT ROWID;
      -- admission, graduation: content hashes of the two photos of one student. way: face or picture.
      CREATE TABLE photo_likeness (
        admission TEXT NOT NULL, graduation TEXT NOT NULL,
        way TEXT NOT NULL, value REAL NOT NULL,
        PRIMARY KEY (admission, graduation)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
