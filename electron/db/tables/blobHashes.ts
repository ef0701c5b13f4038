import type { ReadDb } from '../database.ts';

/** The hashes of all blobs that some row names: photos, and signatures of the counter. In order, each once. */
export function blobHashes(db: ReadDb): string[] {
  return db
    .read<{ hash: string }>(
      `SELECT hash FROM photo UNION SELECT signature FROM counter_visit WHERE signature IS NOT NULL ORDER BY 1`,
    )
    .all()
    .map(({ hash }) => hash);
}
