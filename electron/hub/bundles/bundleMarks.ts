import { readNote, writeNote } from '../hubNotes.ts';
import type { HubDb } from '../hubPorts.ts';
import { lockPartition } from '../lockPartition.ts';
import type { BundleMark } from './bundleMark.ts';

const NEW: BundleMark = { up: 0, down: 0, ends: [], whole: false, from: null, wants: [], secrets: {} };

export async function readMark(db: HubDb, device: string): Promise<BundleMark> {
  return (await readNote(db, 'bundles'))?.[device] ?? NEW;
}

export async function changeMark(
  db: HubDb,
  device: string,
  change: (mark: BundleMark) => BundleMark,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockPartition(tx);
    const marks = (await readNote(tx, 'bundles')) ?? {};
    await writeNote(tx, 'bundles', { ...marks, [device]: change(marks[device] ?? NEW) });
  });
}
