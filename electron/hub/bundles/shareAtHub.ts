import type { AppError } from '../../../shared/domain/errors.ts';
import type { BundleFiles } from '../../sync/bundle/bundleFiles.ts';
import { devicesIn, folderOf, sweepUnfinished, writtenBundles } from '../../sync/bundle/sharedFolder.ts';
import { sweepWritten } from '../../sync/bundle/sweepWritten.ts';
import { takeShared } from '../../sync/bundle/takeShared.ts';
import type { Verifying } from '../../sync/bundle/verifyPart.ts';
import { readNote } from '../hubNotes.ts';
import type { HubDb } from '../hubPorts.ts';
import { changeMark, readMark } from './bundleMarks.ts';
import { type ExportedDown, exportDown } from './exportDown.ts';
import { type BundleHub, type ImportedUp, importUp } from './importUp.ts';

export interface SharedAtHub {
  taken: ImportedUp[];
  refused: { device: string; names: string[]; error: AppError }[];
  written: ExportedDown[];
  /** Files that went, because their device has what was in them. */
  swept: number;
}

/**
 * The hub’s turn at a shared folder: takes what devices have put there, and puts there for each that
 * was there what it does not have yet. Broken off anywhere, the next turn goes on. Errors: those of importUp and exportDown other than BUNDLE_REFUSED.
 */
export async function shareAtHub(
  hub: BundleHub,
  files: BundleFiles,
  root: string,
  running: Verifying = {},
): Promise<SharedAtHub> {
  const shared: SharedAtHub = { taken: [], refused: [], written: [], swept: 0 };
  const devices = await hub.db
    .selectFrom('device')
    .select('id')
    .where('state', '=', 'active')
    .where('public_key', 'is not', null)
    .orderBy('id')
    .execute();
  for (const { id } of devices) await takeOf(hub, files, root, id, running, shared);
  // Behind all that came: what one has brought is for the others.
  // Those that are never there look for nothing there: they reach the hub.
  const there = new Set(await devicesIn(files, root, 'in'));
  for (const { id } of devices) {
    const { taken = [] } = await readMark(hub.db, id);
    if (there.has(id) || taken.length > 0) await writeFor(hub, files, root, id, running, shared);
  }
  return shared;
}

async function takeOf(
  hub: BundleHub,
  files: BundleFiles,
  root: string,
  device: string,
  running: Verifying,
  shared: SharedAtHub,
): Promise<void> {
  const { taken = [] } = await readMark(hub.db, device);
  const turn = await takeShared(files, folderOf(root, 'in', device), { from: device, taken }, (paths) =>
    importUp(hub, files, paths, running),
  );
  shared.taken.push(...turn.took);
  for (const { names, error } of turn.refused) shared.refused.push({ device, names, error });
  if (turn.took.length > 0) await changeMark(hub.db, device, (mark) => ({ ...mark, taken: turn.taken }));
}

async function writeFor(
  hub: BundleHub,
  files: BundleFiles,
  root: string,
  id: string,
  running: Verifying,
  shared: SharedAtHub,
): Promise<void> {
  const { db } = hub;
  const folder = folderOf(root, 'out', id);
  await sweepUnfinished(files, folder);
  const { epoch } = await db.selectFrom('partition').select('epoch').executeTakeFirstOrThrow();
  if (await isDue(db, files, folder, id)) {
    shared.written.push(
      await exportDown(hub, id, { files, folder, name: null }, { whole: false, ...running }),
    );
    const says = await standingOf(db, id);
    await changeMark(db, id, (mark) => ({ ...mark, says }));
  }
  const has = { seen: await seenBy(db, id), whole: (await readMark(db, id)).whole };
  shared.swept += await sweepWritten(files, folder, (about) => {
    if (about.epoch !== epoch || about.range === null) return true;
    const { from, to } = about.range;
    return isHad({ from: from?.seq ?? null, to: to.seq }, has);
  });
}

/**
 * Whether a device has what a bundle for it holds, by where it says to be. Of one that takes it no further (files that it
 * asked for, who was erased, what people sign in by) that tells nothing as long as it is no further, nor of everything anew
 * as long as it needs that.
 */
function isHad(
  { from, to }: { from: number | null; to: number },
  { seen, whole }: { seen: number; whole: boolean },
): boolean {
  if (to > seen) return false;
  return from === null ? !whole : from < to || to < seen;
}

/** Whether there is something that was not written yet, or what was written is lost and the device does not have it. */
async function isDue(db: HubDb, files: BundleFiles, folder: string, id: string): Promise<boolean> {
  const mark = await readMark(db, id);
  if (mark.says !== (await standingOf(db, id))) return true;
  const end = mark.ends.at(-1);
  const has = { seen: await seenBy(db, id), whole: mark.whole };
  if (end !== undefined && isHad({ from: end.from ?? null, to: end.seq }, has)) return false;
  return !(await writtenBundles(files, folder)).some(({ number }) => number === mark.down);
}

/** Another text as soon as there may be something else to say to a device. */
async function standingOf(db: HubDb, id: string): Promise<string> {
  const { epoch, head_seq } = await db
    .selectFrom('partition')
    .select(['epoch', 'head_seq'])
    .executeTakeFirstOrThrow();
  const { grant_version } = await db
    .selectFrom('device')
    .select('grant_version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const { whole, wants, secrets } = await readMark(db, id);
  // What has been erased, where, and by whom that was said.
  const { n } = await db
    .selectFrom('erasure_receipt')
    .select((select) => select.fn.countAll().as('n'))
    .executeTakeFirstOrThrow();
  const erased = [await readNote(db, 'erased'), Number(n)];
  return JSON.stringify([epoch, Number(head_seq), Number(grant_version), whole, wants, secrets, erased]);
}

async function seenBy(db: HubDb, id: string): Promise<number> {
  const device = await db
    .selectFrom('device')
    .select('seen_seq')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return Number(device.seen_seq);
}
