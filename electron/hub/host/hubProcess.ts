import type { ToHubProcess } from '../../core/sync/HubHost.ts';
import { runHubProcess } from './runHubProcess.ts';

/** The entry of a hub’s process, as a child of a Node program. */
runHubProcess({
  onMessage: (listener) => void process.on('message', (message) => listener(message as ToHubProcess)),
  onGone: (listener) => void process.once('disconnect', listener),
  send: (message) => void (process.connected && process.send!(message)),
  // What is sent last gets its time to leave.
  exit: (code) => void setTimeout(() => process.exit(code), 100),
});
// Ctrl-C at a terminal reaches children too: whoever started it says when it is over.
process.on('SIGINT', () => undefined);
