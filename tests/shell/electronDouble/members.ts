/** What of Electron's module the built main uses. */
export const MEMBERS = [
  'app',
  'BrowserWindow',
  'dialog',
  'ipcMain',
  'Menu',
  'MessageChannelMain',
  'Notification',
  'nativeImage',
  'powerSaveBlocker',
  'protocol',
  'safeStorage',
  'screen',
  'session',
  'shell',
  'Tray',
  'utilityProcess',
] as const;
