import { threadEntry, workThread } from '../workThread.ts';
import type { MakeBackupRequest, MakeBackupRunning, makeBackup } from './makeBackup.ts';

/** `makeBackup` in a thread of its own. */
export function backupThread(
  request: MakeBackupRequest,
  running: MakeBackupRunning,
): ReturnType<typeof makeBackup> {
  return workThread(threadEntry('backupWorker', import.meta.url), request, running);
}
