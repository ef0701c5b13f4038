import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wholeOf } from '../../electron/archive/piecesOf.ts';
import type { CoreSession } from '../../electron/core/core.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** Takes a file that the core has made out of the data folder, where it is sealed, as a host does. Answers with its path. */
export async function takenDownload(core: CoreSession, download: string): Promise<string> {
  const made = await core.readDownload(download);
  if (made === null) throw new Error(`there is no download ${download}`);
  const path = join(temporaryFolder(), made.name);
  writeFileSync(path, await wholeOf(made.place));
  return path;
}
