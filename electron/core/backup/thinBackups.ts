import { rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BackupsKept, superfluousBackups } from '../../../shared/domain/backupThinning.ts';
import { namesIn } from '../../archive/storedFile.ts';
import { openBlobStore } from '../../photos/blobStore.ts';
import { backupsIn, knownManifest, knownPhotos, UNFINISHED_PREFIX } from './keptBackupFile.ts';

/**
 * Takes away the backups of one store that are no longer needed, what a killed backup left, and the photos that no
 * remaining one has. To be called after a newer one is whole, never while one is being made. `zoneMs` as in
 * `superfluousBackups`. Returns the names of what went.
 */
export async function thinBackups(folder: string, kept: BackupsKept, zoneMs: number): Promise<string[]> {
  const known = backupsIn(folder).flatMap((path) => {
    const manifest = knownManifest(path);
    return manifest === null ? [] : [{ path, ...manifest }];
  });
  const gone = superfluousBackups(known, kept, zoneMs);
  for (const { path } of gone) {
    // First out of the list in one step: what is half gone must not look like a backup.
    const leaving = join(folder, `${UNFINISHED_PREFIX}${basename(path)}`);
    await rename(path, leaving);
    rmSync(leaving, { recursive: true, force: true });
  }
  for (const name of await namesIn(folder)) {
    if (name.startsWith(UNFINISHED_PREFIX)) rmSync(join(folder, name), { recursive: true, force: true });
  }
  const left = backupsIn(folder);
  const lists = left.map(knownPhotos);
  // Of one that can't be read nobody knows which photos it needs: then all stay.
  if (left.length === known.length - gone.length && lists.every((list) => list !== null)) {
    // Names only: nothing is read, so no key is needed.
    const needed = new Set(lists.flat());
    await openBlobStore(folder, null).sweep((hash) => needed.has(hash));
  }
  return gone.map(({ path }) => basename(path));
}
