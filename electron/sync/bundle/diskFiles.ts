import { mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openByteSource } from '../../archive/byteSource.ts';
import { errorCode, flushFolder, namesIn, removeFile, renameIntoPlace } from '../../archive/storedFile.ts';
import type { BundleFiles } from './bundleFiles.ts';

/** Bundles on a real disk, stick or shared folder. */
export const diskFiles: BundleFiles = {
  async create(path) {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(path, 'wx', 0o600);
    return {
      async write(bytes) {
        for (let left = bytes; left.byteLength > 0; ) {
          const { bytesWritten } = await handle.write(left);
          left = left.subarray(bytesWritten);
        }
      },
      flush: () => handle.sync(),
      close: () => handle.close(),
    };
  },
  open: openByteSource,
  async exists(path) {
    try {
      await stat(path);
      return true;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return false;
      throw error;
    }
  },
  rename: (from, to) => renameIntoPlace(from, to),
  remove: removeFile,
  list: async (folder) => (await namesIn(folder)).sort(),
  flushFolder,
};
