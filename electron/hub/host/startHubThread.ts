import { Worker } from 'node:worker_threads';
import type { FromHubProcess, StartHubProcess } from '../../core/sync/HubHost.ts';
import { threadEntry } from '../../core/workThread.ts';

/**
 * In a thread of this process: the packaged program does not run as Node (its fuse `runAsNode` is off), so that it has no
 * child processes of that kind. What ends the process ends the hub with it; both are started again together.
 */
export const startHubThread: StartHubProcess = ({ message, ended }) => {
  const worker = new Worker(threadEntry('hubWorker', import.meta.url));
  let isOver = false;
  const over = (code: number | null) => {
    if (isOver) return;
    isOver = true;
    ended(code);
  };
  worker.on('message', (said: FromHubProcess) => message(said));
  worker.once('error', () => over(null));
  worker.once('exit', over);
  return { send: (said) => worker.postMessage(said), kill: () => void worker.terminate() };
};
