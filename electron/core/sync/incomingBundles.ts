import { basename, dirname } from 'node:path';
import { openByteSource } from '../../archive/byteSource.ts';
import type { BundleFiles } from '../../sync/bundle/bundleFiles.ts';
import type { Incoming } from '../Incoming.ts';

/** The path of something that was handed in, under which its bundle’s files are known: its id, and what people call it. */
export function pathOfIncoming(incoming: Incoming, file: string): string {
  return `${file}/${basename(incoming.find(file).name)}`;
}

export function incomingOfPath(path: string): string {
  return dirname(path);
}

/** Files that were handed in, to be read as bundles; nothing is written there. */
export function incomingBundles(incoming: Incoming): BundleFiles {
  const none = () => Promise.reject(new TypeError('what was handed in is only read'));
  return {
    open: (path) => openByteSource(incoming.find(incomingOfPath(path)).path),
    ...{ create: none, exists: none, rename: none, remove: none, list: none, flushFolder: none },
  };
}
