import { parentPort } from 'node:worker_threads';
import { runHubProcess } from './runHubProcess.ts';

/** A hub in a thread, for a host whose program can start no Node of its own. */
const port = parentPort!;
runHubProcess({
  onMessage: (listener) => void port.on('message', listener),
  // A thread ends with its process.
  onGone: () => undefined,
  send: (message) => port.postMessage(message),
  exit: (code) => process.exit(code),
});
