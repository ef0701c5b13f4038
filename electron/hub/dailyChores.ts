import type { HubFiles } from '../sync/net/hubHandlers.ts';
import { compactLog } from './compactLog.ts';
import { finishErasures } from './erasures/finishErasures.ts';
import { type HubNotes, readNote, writeNote } from './hubNotes.ts';
import type { HubDb, HubPorts } from './hubPorts.ts';

const DAY_MS = 24 * 3600 * 1000;

/**
 * What a hub does once a day beside its answers, in small transactions: erasures that were broken off are gone on with,
 * the log is compacted, files that nobody names go. Null: it is not due. What was done is noted (`hub status`), also for
 * other processes of the same database. `heed`: between two transactions; it may throw, and the next call goes on.
 */
export async function dailyChores(
  db: HubDb,
  ports: HubPorts,
  files: Pick<HubFiles, 'removeBlob' | 'sweep'> | null,
  heed: () => Promise<void> | void = () => undefined,
): Promise<HubNotes['chores'] | null> {
  const last = await readNote(db, 'chores');
  // Also when the clock was set back.
  if (last && Math.abs(ports.now() - last.at) < DAY_MS) return null;
  await finishErasures(db, ports, async (sha256) => await files?.removeBlob?.(sha256));
  const { horizon, entries, mutations } = await compactLog(db, ports, heed);
  const swept = (await files?.sweep?.()) ?? { removed: 0, lost: 0 };
  const done = { at: ports.now(), horizon, entries, mutations, files: swept.removed, lostFiles: swept.lost };
  await db.transaction().execute((tx) => writeNote(tx, 'chores', done));
  return done;
}
