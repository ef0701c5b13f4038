import { basename } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import type { BundleFiles } from './bundleFiles.ts';
import type { BundleAbout } from './bundleFormat.ts';
import { readHeader } from './verifyPart.ts';

export interface ListedBundle {
  /** As the files say it: nothing of it is verified. */
  about: BundleAbout;
  paths: string[];
}

export interface ListedBundles {
  /** In the order in which they are to be taken. */
  bundles: ListedBundle[];
  /** What is none. */
  refused: { path: string; error: AppError }[];
}

/** Which bundles these files are of, whatever they are called. Errors: the file system’s. */
export async function listBundles(files: BundleFiles, paths: readonly string[]): Promise<ListedBundles> {
  const bundles = new Map<string, ListedBundle & { parts: Set<number> }>();
  const refused: ListedBundles['refused'] = [];
  for (const path of paths) {
    const file = await files.open(path);
    try {
      const { header } = await readHeader(file, { file: basename(path) });
      const { about, part } = header;
      // A second copy is a bundle by itself: a spoilt one does not spoil the other.
      let copy = 0;
      while (bundles.get(`${about.bundle} ${copy}`)?.parts.has(part)) copy += 1;
      const name = `${about.bundle} ${copy}`;
      const listed = bundles.get(name) ?? { about, paths: [], parts: new Set() };
      listed.paths.push(path);
      listed.parts.add(part);
      bundles.set(name, listed);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused.push({ path, error });
    } finally {
      await file.close();
    }
  }
  const listed = [...bundles.values()].map(({ about, paths: own }) => ({ about, paths: own }));
  return { bundles: listed.sort(inOrder), refused };
}

function inOrder({ about: one }: ListedBundle, { about: other }: ListedBundle): number {
  const [a, b] = [`${one.from.id} ${one.kind}`, `${other.from.id} ${other.kind}`];
  return a < b ? -1 : a > b ? 1 : one.number - other.number;
}
