import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../../shared/domain/errors.ts';
import type { BackupMessage } from './backupThread.ts';
import { type MakeBackupRequest, makeBackup } from './makeBackup.ts';

/** A thread of its own: copying and replaying a large store takes minutes, in which the core has to answer. */
const port = parentPort!;
const cancel = new AbortController();
const send = (message: BackupMessage) => port.postMessage(message);
port.on('message', () => cancel.abort());
try {
  const made = await makeBackup(workerData as MakeBackupRequest, {
    signal: cancel.signal,
    onProgress: (event) => send({ kind: 'progress', ...event }),
  });
  send({ kind: 'done', made });
} catch (error) {
  if (error instanceof AppError) send({ kind: 'failed', code: error.code, params: error.params });
  else throw error;
}
port.close();
