import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

export interface SmallDisk {
  /** KiB that are free. */
  free(): number;
  unmount(): void;
}

/** A small file system in memory, which only root may make; null: there is none to be had here. */
export function smallDisk(folder: string, megabytes: number): SmallDisk | null {
  if (process.platform !== 'linux') return null;
  mkdirSync(folder, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  if (mounted.status !== 0) return null;
  return {
    free: () => Number(execFileSync('df', ['--output=avail', '-k', folder]).toString().split('\n')[1]),
    unmount: () => void execFileSync('umount', ['-l', folder]),
  };
}
