import { ipcRenderer } from 'electron';
import { APP_ORIGIN, PAGE_READY, PORT_HANDOVER, REQUEST_PORT } from '../../shared/contract/portHandover.ts';

/*
 * Exposes nothing. When the page of its own window says that it listens, it asks main for a port, once; every port
 * that main sends is passed on to that page, and to no other origin.
 */
let asked = false;

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (event.source !== window || event.origin !== APP_ORIGIN || asked) return;
  const { data } = event;
  if (typeof data !== 'object' || data === null || !('type' in data) || data.type !== PAGE_READY) return;
  asked = true;
  ipcRenderer.send(REQUEST_PORT);
});

ipcRenderer.on(PORT_HANDOVER, (event) => {
  const port = event.ports[0];
  if (port) window.postMessage({ type: PORT_HANDOVER }, APP_ORIGIN, [port]);
});
