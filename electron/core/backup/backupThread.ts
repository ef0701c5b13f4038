import { type Running, threadEntry, workThread } from '../workThread.ts';
import type { MakeBackupRequest, makeBackup } from './makeBackup.ts';

/** `makeBackup` in a thread of its own. */
export function backupThread(request: MakeBackupRequest, running: Running): ReturnType<typeof makeBackup> {
  return workThread(threadEntry('backupWorker', import.meta.url), request, running);
}
