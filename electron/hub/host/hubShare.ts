import type { ShareState } from '../../../shared/contract/bundles.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { systemNetPorts } from '../../core/ports/systemNetPorts.ts';
import { requireFolder } from '../../core/sync/shareAtDesk.ts';
import { diskFiles } from '../../sync/bundle/diskFiles.ts';
import { bundleHubOf } from '../bundles/bundleHubOf.ts';
import { shareAtHub } from '../bundles/shareAtHub.ts';
import type { ShareHold } from '../bundles/shareHold.ts';
import type { ActBy } from '../hubAct.ts';
import { noteAct } from '../hubActs.ts';
import { readNote, writeNote } from '../hubNotes.ts';
import type { HubDb } from '../hubPorts.ts';
import { lockPartition } from '../lockPartition.ts';
import type { ServedHub } from '../openHub.ts';
import { writeInTurn } from '../writeInTurn.ts';

const OFF: ShareState = { folder: null, last: null };

/** Through which folder this hub exchanges, and how that went last. */
export async function shareOf(db: HubDb): Promise<ShareState> {
  const noted = await readNote(db, 'share');
  if (noted === null || noted.instance !== (await instanceOf(db))) return OFF;
  return { folder: noted.folder, last: noted.last };
}

/** Whether it was another folder until then. */
export async function setShare(db: HubDb, folder: string | null, act: ActBy): Promise<boolean> {
  const instance = await instanceOf(db);
  return writeInTurn(db, async (tx) => {
    await lockPartition(tx);
    const before = await readNote(tx, 'share');
    await writeNote(tx, 'share', folder === null ? null : { instance, folder, last: null });
    const isOther = (before?.instance === instance ? before.folder : null) !== folder;
    if (isOther) await noteAct(tx, { ...act, what: 'folder', folder });
    return isOther;
  });
}

/** One turn at the folder, if there is one; how it went is noted. Whether that is news. Errors: what the system said, once it is noted; those of the database. */
export async function takeShareTurn(
  hub: ServedHub,
  hold: ShareHold,
  now: () => number,
  signal: AbortSignal,
): Promise<boolean> {
  const before = await shareOf(hub.db);
  const { folder } = before;
  if (folder === null) {
    hold.release();
    return false;
  }
  const last: NonNullable<ShareState['last']> = {
    ...{ at: now(), taken: 0, written: 0, refused: [], trouble: null },
  };
  let fault: unknown = null;
  try {
    await requireFolder(folder);
    const ends = await bundleHubOf(hub, systemNetPorts);
    const turn = await hold.turn(() => shareAtHub(ends, diskFiles, folder, { signal }));
    last.refused = turn.refused.map(({ names, error }) => ({ names, problem: problemOf(error) }));
    last.taken = turn.taken.length;
    last.written = turn.written.length;
  } catch (error) {
    if (signal.aborted) return false;
    // What the system says of a folder is told as one that can’t be written, and the rest of it to the log.
    if (!(error instanceof AppError)) fault = error;
    last.trouble = problemOf(error instanceof AppError ? error : new AppError('FILE_NOT_WRITABLE'));
  }
  await note(hub.db, folder, last);
  if (fault !== null) throw fault;
  return JSON.stringify({ ...last, at: 0 }) !== JSON.stringify({ ...before.last, at: 0 });
}

/** What was set meanwhile stays. */
async function note(db: HubDb, folder: string, last: ShareState['last']): Promise<void> {
  const instance = await instanceOf(db);
  await writeInTurn(db, async (tx) => {
    const now = await readNote(tx, 'share');
    if (now?.folder === folder && now.instance === instance) await writeNote(tx, 'share', { ...now, last });
  });
}

function problemOf({ code, params }: AppError): NonNullable<NonNullable<ShareState['last']>['trouble']> {
  return { code, params };
}

async function instanceOf(db: HubDb): Promise<string> {
  return (await db.selectFrom('partition').select('instance').executeTakeFirstOrThrow()).instance;
}
