import { Worker } from 'node:worker_threads';
import type { ProgressEvent } from '../../../shared/contract/progress.ts';
import { AppError, type ErrorCode } from '../../../shared/domain/errors.ts';
import type { MakeBackupRequest, MakeBackupRunning, makeBackup } from './makeBackup.ts';

type Made = Awaited<ReturnType<typeof makeBackup>>;

export type BackupMessage =
  | ({ kind: 'progress' } & Omit<ProgressEvent, 'type'>)
  | { kind: 'done'; made: Made }
  | { kind: 'failed'; code: ErrorCode; params: AppError['params'] };

/** `makeBackup` in a thread of its own. */
export function backupThread(
  request: MakeBackupRequest,
  { signal, onProgress }: MakeBackupRunning,
): Promise<Made> {
  if (signal.aborted) return Promise.reject(new AppError('CANCELLED'));
  const entry = import.meta.url.endsWith('.ts') ? './backupWorker.ts' : './backupWorker.js';
  const worker = new Worker(new URL(entry, import.meta.url), { workerData: request });
  const cancel = () => worker.postMessage('cancel');
  signal.addEventListener('abort', cancel, { once: true });
  return new Promise<Made>((resolve, reject) => {
    worker.on('message', (message: BackupMessage) => {
      if (message.kind === 'progress') onProgress(message);
      else if (message.kind === 'done') resolve(message.made);
      else reject(new AppError(message.code, message.params));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the backup's thread ended with ${code}`)));
  }).finally(() => signal.removeEventListener('abort', cancel));
}
