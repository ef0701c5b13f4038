import type { HubBlobs } from './baseBlobs.ts';
import type { HubDb, HubTx } from './hubPorts.ts';
import { lockPartition } from './lockPartition.ts';
import { forgetBlob, unnamedBlobs } from './unnamedBlobs.ts';

/** For how long a file waits for the row that names it: its device may be switched off meanwhile. */
const WAITS_MS = 30 * 24 * 3600 * 1000;

/**
 * Takes away files that no row has named for a month, and those that were written before anybody noted them. If one goes
 * that is needed after all, its device is asked for it again. Also forgets what a lost folder no longer has. How many.
 */
export async function sweepHubBlobs(
  db: HubDb,
  blobs: HubBlobs,
  now: number,
): Promise<{ removed: number; lost: number }> {
  await db.transaction().execute(async (tx) => {
    // No push names a file while it is forgotten.
    await lockPartition(tx);
    await forgetUnnamed(tx, now - WAITS_MS);
  });
  const stored: string[] = [];
  await blobs.sweep((sha256) => {
    stored.push(sha256);
    return true;
  });
  let removed = 0;
  for (const sha256 of stored) {
    // Behind the lock, so that no file goes between being written and being noted.
    const isGone = await db.transaction().execute(async (tx) => {
      const noted = await tx
        .selectFrom('blob')
        .select('sha256')
        .where('sha256', '=', sha256)
        .executeTakeFirst();
      if (noted) return false;
      await lockPartition(tx);
      const since = await tx
        .selectFrom('blob')
        .select('sha256')
        .where('sha256', '=', sha256)
        .executeTakeFirst();
      return since ? false : await blobs.remove(sha256);
    });
    if (isGone) removed += 1;
  }
  return { removed, lost: await forgetLost(db, blobs) };
}

/**
 * Notes of files that are not there any more, after a database was put back without them: their devices are asked for
 * them again.
 */
async function forgetLost(db: HubDb, blobs: HubBlobs): Promise<number> {
  let lost = 0;
  for (const { sha256 } of await db.selectFrom('blob').select('sha256').execute()) {
    if (await blobs.has(sha256)) continue;
    await db.transaction().execute(async (tx) => {
      await lockPartition(tx);
      if (await blobs.has(sha256)) return;
      await forgetBlob(tx, sha256);
      lost += 1;
    });
  }
  return lost;
}

async function forgetUnnamed(tx: HubTx, before: number): Promise<void> {
  const unnamed = await unnamedBlobs(tx).where('stored_at', '<', before).execute();
  for (const { sha256 } of unnamed) await forgetBlob(tx, sha256);
}
