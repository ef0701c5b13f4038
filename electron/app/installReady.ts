import type { Log } from '../core/core.ts';
import { readUpdateState } from '../update/keptUpdates.ts';
import { startInstaller, startsItself } from '../update/startInstaller.ts';
import { takeInstaller } from '../update/updates.ts';

/**
 * As the last thing before the program ends: starts the installer of the newer version that was taken, if there is one. It
 * never keeps the program from ending; what went wrong is in the log, and the page offers the update again.
 */
export async function installReady(
  dataDir: string,
  log: Log,
  { platform, start = startInstaller }: { platform: string; start?: (path: string) => Promise<void> },
): Promise<void> {
  if (!startsItself(platform)) return;
  try {
    if (readUpdateState(dataDir).ready === null) return;
    await start(await takeInstaller(dataDir, 'ready'));
    log.info('update-started');
  } catch (error) {
    log.error('update-not-started', error);
  }
}
