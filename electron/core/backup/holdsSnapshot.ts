import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { STORE_FILE } from '../../db/openDatabase.ts';
import { snapshotFolder } from './makeBackup.ts';

const LOOK_EVERY_MS = 5;

/**
 * Resolves when the copy of a store holds its moment. SQLite opens its read transaction before it writes the first
 * page of a copy, so from the first byte of it on later commits are not in it. `ended`: there will be no copy, or it
 * is whole.
 */
export async function holdsSnapshot(dataDir: string, name: string, ended: Promise<void>): Promise<void> {
  const copy = join(snapshotFolder(dataDir, name), STORE_FILE);
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  while (!isOver && (statSync(copy, { throwIfNoEntry: false })?.size ?? 0) === 0) await delay(LOOK_EVERY_MS);
}
