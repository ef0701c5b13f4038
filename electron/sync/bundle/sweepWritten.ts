import type { BundleFiles } from './bundleFiles.ts';
import type { BundleAbout } from './bundleFormat.ts';
import { listBundles } from './listBundles.ts';
import { writtenBundles } from './sharedFolder.ts';

/** Of what the other side has not said to have, the last ones stay: should one turn out to be spoilt, there is another. */
const KEPT = 2;

/**
 * Takes away bundles that the writer of a folder has written: those of which the other side has said that it has them
 * (`isHad`), and older ones of which two newer ones hold all that they hold. How many files went. Errors: the file system’s.
 */
export async function sweepWritten(
  files: BundleFiles,
  folder: string,
  isHad: (about: BundleAbout) => boolean,
): Promise<number> {
  const written = (await writtenBundles(files, folder)).sort((one, other) => one.number - other.number);
  let count = 0;
  for (const [at, { paths }] of written.entries()) {
    const { bundles } = await listBundles(files, paths);
    const isSuperseded = at < written.length - KEPT;
    if (!isSuperseded && (bundles.length === 0 || !bundles.every(({ about }) => isHad(about)))) continue;
    for (const path of paths) if (await files.remove(path)) count += 1;
  }
  if (count > 0) await files.flushFolder(folder);
  return count;
}
