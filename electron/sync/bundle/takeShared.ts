import { basename } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import type { BundleFiles } from './bundleFiles.ts';
import { listBundles } from './listBundles.ts';
import { bundlePaths } from './sharedFolder.ts';

/** A bundle that lay there and was not taken; it is looked at again the next time. */
export interface NotTaken {
  names: string[];
  error: AppError;
}

/** Bundles whose names are remembered: more than ever lie in one folder. */
const REMEMBERED = 20;

/**
 * Takes what lies in the other side’s folder and was not taken from there before (`taken`: names of bundles), oldest first.
 * What is being copied, cut short or spoilt is left, and looked at again the next time. Answers with the names to be
 * remembered. Errors: those of `take` other than BUNDLE_REFUSED; CANCELLED, the file system’s.
 */
export async function takeShared<Taken>(
  files: BundleFiles,
  folder: string,
  { from, taken }: { from: string; taken: readonly string[] },
  take: (paths: readonly string[]) => Promise<Taken>,
): Promise<{ took: Taken[]; refused: NotTaken[]; taken: string[] }> {
  const { bundles, refused: none } = await listBundles(files, await bundlePaths(files, folder));
  const refused: NotTaken[] = none.map(({ path, error }) => ({ names: [basename(path)], error }));
  const known = [...taken];
  const took: Taken[] = [];
  for (const { about, paths } of bundles) {
    if (about.from.id !== from || known.includes(about.bundle)) continue;
    try {
      took.push(await take(paths));
      known.push(about.bundle);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // Its writer has taken it away meanwhile.
      if (error.code === 'FILE_NOT_FOUND') continue;
      if (error.code !== 'BUNDLE_REFUSED') throw error;
      refused.push({ names: paths.map((path) => basename(path)), error });
    }
  }
  return { took, refused, taken: known.slice(-REMEMBERED) };
}
