import { type Running, threadEntry, workThread } from '../../core/workThread.ts';
import type { HubBackupRequest, MadeHubBackup } from './makeHubBackup.ts';

/** `makeHubBackup` in a thread of its own. */
export function hubBackupThread(request: HubBackupRequest, running: Running): Promise<MadeHubBackup> {
  return workThread(threadEntry('hubBackupWorker', import.meta.url), request, running);
}
