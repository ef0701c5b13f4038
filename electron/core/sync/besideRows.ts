import type { WriteDb } from '../../db/database.ts';
import type { SyncFiles } from '../../sync/client/SyncFiles.ts';
import { syncSecrets } from '../../sync/client/syncSecrets.ts';
import type { Turns } from '../Turns.ts';
import type { DoorCalls } from './HubDoor.ts';

/** Files that are looked for before the next look at whether the core is to close. */
const FILES_AT_ONCE = 20;

/** What people sign in by, and the files that rows name; answers how many files came. */
export async function besideRows(
  db: WriteDb,
  { calls, files }: { calls: DoorCalls; files: SyncFiles },
  { writes, signal }: { writes: Turns; signal: AbortSignal },
): Promise<number> {
  await syncSecrets(
    db,
    (asked) => calls.secrets(asked),
    (take) => writes.take(take),
  );
  let fetched = 0;
  for (;;) {
    const looked = await files.fetch(FILES_AT_ONCE, signal);
    if (looked === 0) return fetched;
    fetched += looked;
  }
}
