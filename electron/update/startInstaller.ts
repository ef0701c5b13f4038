import { spawn } from 'node:child_process';

/** Quietly, over the version that is there, and the program again afterwards: switches of electron-builder's installer. */
const SWITCHES = ['--updated', '/S', '--force-run'];

/** Whether an installer can be started by the program itself; a package of Linux is installed by whoever may. */
export const startsItself = (platform: string): boolean => platform === 'win32';

/** Starts an installer that outlives the program. Resolves once it runs; rejects where it can't be started. */
export function startInstaller(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, SWITCHES, { detached: true, stdio: 'ignore', windowsHide: true });
    child.once('error', reject);
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}
