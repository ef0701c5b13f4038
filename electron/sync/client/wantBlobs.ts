import type { Entity } from '../../changes/change.ts';
import type { WriteDb } from '../../db/database.ts';
import type { Fields } from '../protocol/syncedMutation.ts';
import { blobsOf } from '../rules/blobsOf.ts';

/** Notes files that rows name from now on and that nothing is known of: they are looked for, and fetched. */
export function wantBlobs(db: WriteDb, rows: readonly { entity: Entity; to: Fields | null }[]): void {
  for (const { entity, to } of rows) {
    if (to === null) continue;
    for (const sha256 of blobsOf(entity, to))
      db.write(
        "INSERT INTO sync_blob (sha256, state) VALUES (?, 'want') ON CONFLICT (sha256) DO NOTHING",
      ).run(sha256);
  }
}
