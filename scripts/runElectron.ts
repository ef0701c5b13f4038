import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildRenderer } from './buildRenderer.ts';
import { buildShell } from './buildShell.ts';

/** A window that ends with an error this soon never opened: libraries are missing, or it may not run here. */
const FAILED_START = 5_000;

/** Runs the desktop program until its window is closed. False: it could not be started. */
export async function runElectron(binary: string): Promise<boolean> {
  await Promise.all([buildRenderer(), buildShell()]);
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(binary, [join(import.meta.dirname, '..')], { stdio: ['ignore', 'ignore', 'pipe'] });
    // Chromium's own remarks, which mean nothing to whoever starts the program.
    child.stderr.resume();
    // Ctrl-C reaches the child too, which closes the core first; this process waits for it.
    const wait = () => undefined;
    process.on('SIGINT', wait);
    process.once('SIGTERM', () => child.kill('SIGTERM'));
    child.once('error', () => resolve(false));
    child.once('exit', (code) => {
      process.off('SIGINT', wait);
      resolve(code === 0 || Date.now() - started > FAILED_START);
    });
  });
}
