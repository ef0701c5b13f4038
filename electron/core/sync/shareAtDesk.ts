import { hash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import type { ReadDb, WriteDb } from '../../db/database.ts';
import type { BundleFiles } from '../../sync/bundle/bundleFiles.ts';
import { folderOf, sweepUnfinished, writtenBundles } from '../../sync/bundle/sharedFolder.ts';
import { sweepWritten } from '../../sync/bundle/sweepWritten.ts';
import type { TakenDown } from '../../sync/bundle/takeDown.ts';
import { type NotTaken, takeShared } from '../../sync/bundle/takeShared.ts';
import { waitingMids } from '../../sync/bundle/upEntries.ts';
import type { Verifying } from '../../sync/bundle/verifyPart.ts';
import { erasureState } from '../../sync/client/erasures.ts';
import { stateOf } from '../../sync/client/syncState.ts';
import type { Turns } from '../Turns.ts';
import type { BundleDesk } from './BundleDesk.ts';

export interface SharedAtDesk {
  taken: TakenDown[];
  refused: NotTaken[];
  written: { number: number; mutations: number } | null;
  /** Files that went, because the hub has what was in them. */
  swept: number;
}

const KEY = 'sync bundle share';
interface Kept {
  /** Names of bundles that were taken. */
  taken: string[];
  /** How the desk stood when it last wrote one. */
  says: string;
}

/**
 * A desk’s turn at a shared folder: takes what the hub has put there for it, and puts there what waits. Broken off
 * anywhere, the next turn goes on. Errors: SYNC_NOT_READY, FILE_NOT_FOUND (the folder), those of the desk’s write and take
 * other than BUNDLE_REFUSED.
 */
export async function shareAtDesk(
  { desk, db, writes }: { desk: BundleDesk; db: WriteDb; writes: Turns },
  files: BundleFiles,
  root: string,
  running: Verifying = {},
): Promise<SharedAtDesk> {
  const { device, hub } = desk.ends();
  await requireFolder(root);
  const kept = readKept(db);
  const inbox = folderOf(root, 'out', device);
  const turn = await takeShared(files, inbox, { from: hub, taken: kept.taken }, (paths) =>
    desk.take(files, paths, running),
  );
  await writes.take(() => keep(db, { ...kept, taken: turn.taken }));
  const folder = folderOf(root, 'in', device);
  await sweepUnfinished(files, folder);
  let written: SharedAtDesk['written'] = null;
  if (await isDue(db, files, folder, kept.says)) {
    const { about, mutations } = await desk.write(files, { folder }, running);
    written = { number: about.number, mutations };
    await writes.take(() => keep(db, { taken: turn.taken, says: standing(db) }));
  }
  const swept = await sweepAtDesk({ desk, db }, files, root);
  return { taken: turn.took, refused: turn.refused, written, swept };
}

/** Takes away what the desk has put there and the hub has by now; `isReached`: it was told over the network where the desk is, too. How many files went. Errors: SYNC_NOT_READY, the file system’s. */
export async function sweepAtDesk(
  { desk, db }: { desk: BundleDesk; db: ReadDb },
  files: BundleFiles,
  root: string,
  isReached = false,
): Promise<number> {
  const { device } = desk.ends();
  const waiting = waitingMids(db);
  return sweepWritten(files, folderOf(root, 'in', device), ({ mids }) =>
    mids === null ? isReached : waiting === null || mids[1] < waiting[0],
  );
}

/** A network drive that is not there is not made anew on this disk. */
export async function requireFolder(root: string): Promise<void> {
  const isThere = await stat(root).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isThere) throw new AppError('FILE_NOT_FOUND', { file: basename(root) });
}

async function isDue(db: ReadDb, files: BundleFiles, folder: string, says: string): Promise<boolean> {
  if (says !== standing(db)) return true;
  // What waits and was written is lost.
  return waitingMids(db) !== null && (await writtenBundles(files, folder)).length === 0;
}

/** Another text as soon as there may be something else to say to the hub. */
function standing(db: ReadDb): string {
  const wanted = db.read<{ n: number }>("SELECT count(*) AS n FROM sync_blob WHERE state <> 'here'").get()!.n;
  const secrets = db
    .read<{ n: number }>('SELECT count(*) AS n FROM person_secret WHERE hub_ver IS NULL')
    .get()!.n;
  const place = [stateOf(db, 'token'), stateOf(db, 'grantVersion')];
  const erasures = hash('sha256', erasureState(db));
  return JSON.stringify([...place, waitingMids(db), wanted, secrets, erasures]);
}

function readKept(db: ReadDb): Kept {
  const row = db.read<{ value: string }>('SELECT value FROM local WHERE key = ?').get(KEY);
  return row ? (JSON.parse(row.value) as Kept) : { taken: [], says: '' };
}

function keep(db: WriteDb, kept: Kept): void {
  db.write(
    'INSERT INTO local (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(KEY, JSON.stringify(kept));
}
