import { join } from 'node:path';
import { BrowserWindow, Menu, screen } from 'electron';
import { APP_ORIGIN } from '../../shared/contract/portHandover.ts';
import type { Log } from '../core/core.ts';
import { hardenedPreferences } from './hardenedPreferences.ts';
import { placeWindow, SMALLEST } from './placeWindow.ts';
import type { ShellText } from './shellText.ts';
import { readWindowState, writeWindowState } from './windowStateFile.ts';

export interface MainWindowOptions {
  text: ShellText;
  /** Absolute path of the built preload script. */
  preload: string;
  /** Where the window's place is kept. */
  stateFile: string;
  forDevelopers: boolean;
  log: Log;
}

export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const { text, forDevelopers, log } = options;
  const { maximised, ...bounds } = placeWindow(
    readWindowState(options.stateFile),
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: text.title,
    show: false,
    backgroundColor: '#ffffff',
    webPreferences: hardenedPreferences(options.preload, forDevelopers),
  });
  // The page's title could one day name a student; the window's never does.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.once('ready-to-show', () => {
    if (maximised) window.maximize();
    window.show();
  });
  window.on('close', () => {
    try {
      writeWindowState(options.stateFile, { ...window.getNormalBounds(), maximised: window.isMaximized() });
    } catch (error) {
      log.error('window-state-not-kept', error);
    }
  });
  window.webContents.on('context-menu', (_event, { editFlags, isEditable }) => {
    Menu.buildFromTemplate([
      { role: 'cut', label: text.cut, enabled: editFlags.canCut, visible: isEditable },
      { role: 'copy', label: text.copy, enabled: editFlags.canCopy },
      { role: 'paste', label: text.paste, enabled: editFlags.canPaste, visible: isEditable },
    ]).popup({ window });
  });
  window.loadURL(`${APP_ORIGIN}/`).catch((error: unknown) => log.error('page-not-loaded', error));
  return window;
}

/** The folder of the built files: main, preload, the core's process and its workers lie side by side. */
export function builtFile(name: string): string {
  return join(import.meta.dirname, name);
}
