import type { IpcMain, MessagePortMain, WebContents } from 'electron';
import { PORT_HANDOVER, REQUEST_PORT } from '../../shared/contract/portHandover.ts';
import type { Log } from '../core/core.ts';
import { trustedSender } from './trustedSender.ts';

export interface PortDesk {
  /** A new core is there: every window that has asked gets a port to it. */
  coreReady(): void;
}

/** Gives each window its end of a port to the core, on asking and again after each new core. */
export function handPorts(
  ipcMain: Pick<IpcMain, 'on'>,
  openWindowPort: (contents: WebContents) => MessagePortMain | null,
  log: Log,
): PortDesk {
  const asked = new Set<WebContents>();

  const hand = (contents: WebContents) => {
    // Looked at again at this moment: the frame that asked may show something else by now.
    const frame = contents.isDestroyed() ? null : contents.mainFrame;
    if (!trustedSender(frame)) {
      asked.delete(contents);
      return;
    }
    const port = openWindowPort(contents);
    if (port) frame.postMessage(PORT_HANDOVER, null, [port]);
  };

  ipcMain.on(REQUEST_PORT, (event) => {
    if (!trustedSender(event.senderFrame)) {
      log.info('port-refused');
      return;
    }
    const contents = event.sender;
    if (!asked.has(contents)) contents.once('destroyed', () => asked.delete(contents));
    asked.add(contents);
    hand(contents);
  });

  return {
    coreReady() {
      for (const contents of [...asked]) hand(contents);
    },
  };
}
