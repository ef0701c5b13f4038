import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FromHubProcess, StartHubProcess } from '../../core/sync/HubHost.ts';

/** As a child of this Node program. */
export const forkHubProcess: StartHubProcess = ({ message, ended }) => {
  const from = import.meta.url;
  const entry = new URL(`./hubProcess.${from.endsWith('.ts') ? 'ts' : 'js'}`, from);
  const child = fork(fileURLToPath(entry), [], { stdio: 'ignore' });
  let isOver = false;
  const over = (code: number | null) => {
    if (isOver) return;
    isOver = true;
    ended(code);
  };
  child.on('message', (said) => message(said as FromHubProcess));
  child.once('exit', over);
  child.once('error', () => over(null));
  return {
    // One that ended meanwhile is told of by `ended`.
    send: (said) => void (child.connected && child.send(said)),
    kill: () => void child.kill('SIGKILL'),
  };
};
