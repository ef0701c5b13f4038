/** The isolated world in which the preload runs, apart from the page's own scripts, as context isolation has it. */
export const WORLD = 'preload';
/** From that world to main: a function of the browser's that takes one string. */
export const TO_MAIN = '__toMain';

/** What that world says to main. Port data are strings: oRPC's messages without files. */
export type FromPage =
  | { kind: 'send'; channel: string; args: unknown[] }
  | { kind: 'port'; id: number; data: string }
  | { kind: 'port-closed'; id: number }
  | { kind: 'exposed'; name: string };

/** What main says to that world. */
export type ToPage =
  | { kind: 'deliver'; channel: string; message: unknown; ports: number[] }
  | { kind: 'port'; id: number; data: string }
  | { kind: 'port-closed'; id: number };

/**
 * The source that gives the built preload what a sandboxed one has: `require('electron')` with a few modules, and
 * nothing of node. In a sub-frame only the door to main is there, for tests that knock on it.
 */
export function preloadWorldSource(preload: string): string {
  return `(() => {
  const toMain = (message) => globalThis.${TO_MAIN}(JSON.stringify(message));
  const listeners = new Map();
  const ports = new Map();
  const portFor = (id) => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = (event) => {
      if (typeof event.data !== 'string') throw new TypeError('the double carries strings only');
      toMain({ kind: 'port', id, data: event.data });
    };
    port2.addEventListener('close', () => toMain({ kind: 'port-closed', id }));
    ports.set(id, port2);
    return port1;
  };
  globalThis.__fromMain = (message) => {
    if (message.kind === 'deliver') {
      const event = { ports: message.ports.map(portFor) };
      for (const listener of listeners.get(message.channel) ?? []) listener(event, message.message);
    } else if (message.kind === 'port') ports.get(message.id)?.postMessage(message.data);
    else {
      ports.get(message.id)?.close();
      ports.delete(message.id);
    }
  };
  if (window.top !== window) return;
  const ipcRenderer = {
    send: (channel, ...args) => toMain({ kind: 'send', channel, args }),
    on: (channel, listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
  };
  const contextBridge = { exposeInMainWorld: (name) => toMain({ kind: 'exposed', name }) };
  const require = (name) => {
    if (name !== 'electron') throw new Error('module not found: ' + name);
    return { ipcRenderer, contextBridge };
  };
  (function (exports, require, module) {
${preload}
  })({}, require, { exports: {} });
})();`;
}
