import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

export interface SmallDisk {
  unmount(): void;
}

/** A small file system in memory, which only root may make; null: there is none to be had here. */
export function smallDisk(folder: string, megabytes: number): SmallDisk | null {
  if (process.platform !== 'linux') return null;
  mkdirSync(folder, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  return mounted.status === 0 ? { unmount: () => void execFileSync('umount', ['-l', folder]) } : null;
}
