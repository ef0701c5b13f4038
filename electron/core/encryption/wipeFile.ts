import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';

/** Ends the name of a plain file whose encrypted successor has its place, until it is wiped. */
export const PLAIN_ENDING = '.plain';
const PIECE = Buffer.alloc(1024 * 1024);

/** Overwrites a file with zeros, flushes it and removes it; none there is well. What an SSD keeps of it nobody can say. */
export function wipeFile(path: string): void {
  let handle: number;
  try {
    handle = openSync(path, 'r+');
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return;
    throw error;
  }
  try {
    const { size } = statSync(path);
    for (let at = 0; at < size; ) at += writeSync(handle, PIECE, 0, Math.min(PIECE.length, size - at), at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  rmSync(path, { force: true });
}

/**
 * Gives `successor` the name `path` in one step and wipes what had it. The old bytes keep a second name until then;
 * where a file system has no second names (exFAT) they are only removed.
 */
export function replaceAndWipe(path: string, successor: string): void {
  const aside = `${path}${PLAIN_ENDING}`;
  rmSync(aside, { force: true });
  try {
    linkSync(path, aside);
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
    if (
      code !== 'EPERM' &&
      code !== 'ENOTSUP' &&
      code !== 'EOPNOTSUPP' &&
      code !== 'ENOSYS' &&
      code !== 'EINVAL'
    )
      throw error;
  }
  renameSync(successor, path);
  wipeFile(aside);
}
