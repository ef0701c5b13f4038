import type { Entity } from '../../changes/change.ts';
import type { ReadDb, WriteDb } from '../../db/database.ts';
import {
  bucketOf,
  changeBucket,
  type DigestPart,
  EMPTY_BUCKET,
  type ListedRow,
  rowHash,
} from '../protocol/rowDigest.ts';
import { Overlay } from './Overlay.ts';

/**
 * Hashes the next rows that changed since they were last looked at, as the hub has them by what is held here; how many.
 * 0: all are. A row that is pulled is only marked (migration 0031), so that pulling costs nothing more.
 */
export function hashRows(db: WriteDb, limit: number): number {
  return db.transaction(() => {
    const rows = db
      .read<{ entity: Entity; id: string; ver: number }>(
        'SELECT entity, entity_id AS id, ver FROM sync_row WHERE hash IS NULL LIMIT ?',
      )
      .all(limit);
    const overlay = new Overlay(db);
    const keep = db.write('UPDATE sync_row SET hash = ? WHERE entity = ? AND entity_id = ?');
    for (const { entity, id, ver } of rows) {
      const fields = overlay.baseOf(entity, id);
      const bucket = bucketOf(id).toString(16).padStart(2, '0');
      keep.run(fields === null ? '' : bucket + rowHash({ entity, id, ver, fields }), entity, id);
    }
    return rows.length;
  });
}

/** From here on every row is to be hashed anew from what is held: what the disk has changed by itself is found so. */
export function forgetHashes(db: WriteDb): void {
  db.write('UPDATE sync_row SET hash = NULL WHERE hash IS NOT NULL').run();
}

/** Rows of one bucket that are held at once while sums are made. */
const AT_ONCE = 4_096;

/** The buckets of all rows that are held. Every row has been hashed. */
export function digestParts(db: ReadDb): DigestPart[] {
  const parts: DigestPart[] = [];
  const hashes = db.read<{ entity: string; hash: string }>(
    "SELECT entity, hash FROM sync_row WHERE hash <> '' ORDER BY entity, substr(hash, 1, 2)",
  );
  let key = '';
  let waiting: string[] = [];
  const close = () => {
    const part = parts.at(-1);
    if (part) Object.assign(part, changeBucket(part, waiting, []));
    waiting = [];
  };
  for (const { entity, hash } of hashes.iterate()) {
    const bucket = hash.slice(0, 2);
    if (key !== `${entity} ${bucket}`) {
      close();
      key = `${entity} ${bucket}`;
      parts.push({ entity, bucket: Number.parseInt(bucket, 16), ...EMPTY_BUCKET });
    }
    waiting.push(hash.slice(2));
    if (waiting.length === AT_ONCE) close();
  }
  close();
  return parts;
}

/** The rows of one bucket. */
export function listBucket(db: ReadDb, entity: string, bucket: number): ListedRow[] {
  return db
    .read<ListedRow>(
      `SELECT entity_id AS id, ver, substr(hash, 3) AS hash FROM sync_row
       WHERE entity = ? AND substr(hash, 1, 2) = ? ORDER BY entity_id`,
    )
    .all(entity, bucket.toString(16).padStart(2, '0'));
}
