import { join } from 'node:path';
import { UNFINISHED } from '../../archive/storedFile.ts';
import type { BundleFiles } from './bundleFiles.ts';
import { EXTENSION } from './bundleFormat.ts';

/**
 * A folder that hub and devices reach, and through which they pass bundles: `in/<device>` is written by that device alone,
 * `out/<device>` by the hub alone, for it. So every file has one writer, nobody locks anything, and nobody looks at a clock:
 * whoever reads leaves files as they are, whoever wrote them takes them away once the other side has said that it has them.
 */
export function folderOf(root: string, side: 'in' | 'out', device: string): string {
  if (!DEVICE.test(device)) throw new TypeError('no name of a device');
  return join(root, side, device);
}

/** What devices are called; nothing that could lead out of the folder. */
const DEVICE = /^[A-Za-z0-9_-]{1,64}$/;
const NAME = /^(up|down|blobs)-(\d{6,12})(?:\.(\d+))?\.xjs$/;

export function numberedName(kind: 'up' | 'down' | 'blobs', number: number): string {
  return `${kind}-${String(number).padStart(6, '0')}`;
}

/** Devices that have a folder on a side. Anything else that lies there is nobody’s. */
export async function devicesIn(files: BundleFiles, root: string, side: 'in' | 'out'): Promise<string[]> {
  return (await files.list(join(root, side))).filter((name) => DEVICE.test(name));
}

/** Files of a folder that may be bundles, whoever named them; what is being written is not there yet. */
export async function bundlePaths(files: BundleFiles, folder: string): Promise<string[]> {
  const names = await files.list(folder);
  return names
    .filter((name) => name.toLowerCase().endsWith(EXTENSION) && !name.startsWith('.'))
    .map((name) => join(folder, name));
}

/** What the writer of a folder has written there, each bundle with its files. */
export async function writtenBundles(
  files: BundleFiles,
  folder: string,
): Promise<{ kind: 'up' | 'down' | 'blobs'; number: number; paths: string[] }[]> {
  const bundles = new Map<string, { kind: 'up' | 'down' | 'blobs'; number: number; paths: string[] }>();
  for (const name of await files.list(folder)) {
    const parts = NAME.exec(name);
    if (!parts) continue;
    const [kind, number] = [parts[1] as 'up' | 'down' | 'blobs', Number(parts[2])];
    const key = numberedName(kind, number);
    const bundle = bundles.get(key) ?? { kind, number, paths: [] };
    bundle.paths.push(join(folder, name));
    bundles.set(key, bundle);
  }
  return [...bundles.values()];
}

/**
 * What a killed writer left behind in its own folder: files without their name, and the named parts of a bundle of which
 * one has none yet. To be called by the writer of the folder only. How many files went.
 */
export async function sweepUnfinished(files: BundleFiles, folder: string): Promise<number> {
  const names = await files.list(folder);
  const nameless = names.filter((name) => bundleOf(unfinishedOf(name)) !== null);
  const broken = new Set(nameless.map((name) => bundleOf(unfinishedOf(name))));
  // The named ones first: killed in between, the next time finds the nameless ones again.
  const named = names.filter((name) => broken.has(bundleOf(name) ?? ''));
  let count = 0;
  for (const name of [...named, ...nameless]) if (await files.remove(join(folder, name))) count += 1;
  return count;
}

/** What a file without its name would be called. */
function unfinishedOf(name: string): string {
  return name.startsWith('.') && name.endsWith(UNFINISHED) ? name.slice(1, -UNFINISHED.length) : '';
}

/** The bundle that a file of this name is a part of. */
function bundleOf(name: string): string | null {
  const parts = NAME.exec(name);
  return parts ? `${parts[1]}-${parts[2]}` : null;
}
