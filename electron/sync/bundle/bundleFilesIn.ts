import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import { diskFiles } from './diskFiles.ts';
import { refuseBundle } from './refuseBundle.ts';
import { bundlePaths } from './sharedFolder.ts';

/** The files that these paths of a disk stand for: a folder for the bundles in it. Errors: FILE_NOT_FOUND, BUNDLE_REFUSED (none). */
export async function bundleFilesIn(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    if (await isFolder(path)) found.push(...(await bundlePaths(diskFiles, path)));
    else found.push(path);
  }
  if (found.length === 0) refuseBundle('none');
  return found;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw new AppError('FILE_NOT_FOUND', { file: basename(path) }, { cause: error });
  }
}
