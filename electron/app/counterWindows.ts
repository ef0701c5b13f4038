import { BrowserWindow, screen, session, type WebContents } from 'electron';
import { APP_ORIGIN } from '../../shared/contract/portHandover.ts';
import type { Log } from '../core/core.ts';
import type { HostFiles } from '../core/host/hostFiles.ts';
import { guardSession } from './guardSession.ts';
import { hardenedPreferences } from './hardenedPreferences.ts';
import { serveCounterPages } from './servePages.ts';

export interface CounterWindowOptions {
  title: string;
  /** Absolute path of the built preload script. */
  preload: string;
  rendererDir: string;
  files: HostFiles;
  log: Log;
}

export interface CounterWindows {
  /** Opens the student's window for a token; one that is open goes. */
  open(token: string): void;
  /** The token with which the window was opened that these contents are of; null: they are not the counter's. */
  tokenOf(contents: WebContents): string | null;
  close(): void;
}

/** Without `persist:`: nothing of it is ever on the disk. */
const PARTITION = 'counter';

/**
 * The window for students: a session of its own, in which nothing but the counter's page is served, and no menu, whose
 * keys would reload or leave it. Full screen on a second display, where there is one.
 */
export function counterWindows(options: CounterWindowOptions): CounterWindows {
  const { title, preload, rendererDir, files, log } = options;
  const own = session.fromPartition(PARTITION, { cache: false });
  guardSession(own, log);
  serveCounterPages(own.protocol, { files, rendererDir, log });
  let opened: { window: BrowserWindow; token: string } | null = null;

  const close = () => {
    const last = opened;
    opened = null;
    last?.window.close();
  };

  return {
    open(token) {
      close();
      const [first, second] = screen.getAllDisplays();
      const { x, y, width, height } = (second ?? first)!.workArea;
      const window = new BrowserWindow({
        ...{ x, y, width, height },
        fullscreen: second !== undefined,
        title,
        show: false,
        backgroundColor: '#ffffff',
        webPreferences: { ...hardenedPreferences(preload, false), session: own },
      });
      window.removeMenu();
      window.on('page-title-updated', (event) => event.preventDefault());
      window.once('ready-to-show', () => window.show());
      window.once('closed', () => {
        if (opened?.window === window) opened = null;
      });
      opened = { window, token };
      window.loadURL(`${APP_ORIGIN}/`).catch((error: unknown) => log.error('counter-not-loaded', error));
    },
    tokenOf: (contents) => (opened?.window.webContents === contents ? opened.token : null),
    close,
  };
}
