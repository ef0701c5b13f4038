import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import type { Browser, BrowserContext } from '@playwright/test';
import type Electron from 'electron';
import { ChannelDouble } from './portDouble.ts';
import { ProtocolDouble } from './protocolDouble.ts';
import { SafeStorageDouble } from './safeStorageDouble.ts';
import { TrayDouble } from './trayDouble.ts';
import { UtilityProcessDouble } from './utilityProcessDouble.ts';
import { PreventableEvent, WindowDouble } from './windowDouble.ts';

/** The instances that hold the lock of a data folder, as the operating system would know them. */
const lockHolders = new Map<string, EventEmitter>();

/** The part of Electron's App that the program uses, events aside. */
class AppDouble extends EventEmitter {
  ready = false;
  exitCode: number | null = null;
  isPackaged: boolean;
  sandboxed = false;
  name = '';
  private readonly paths = new Map<string, string>();
  private readonly locale: string;
  private readonly ownsLock: boolean;
  private readonly windows: () => readonly WindowDouble[];
  private readonly becameReady = Promise.withResolvers<void>();
  private quitting = false;

  constructor(
    options: { locale: string; isPackaged: boolean; ownsLock: boolean },
    windows: () => readonly WindowDouble[],
  ) {
    super();
    this.locale = options.locale;
    this.isPackaged = options.isPackaged;
    this.ownsLock = options.ownsLock;
    this.windows = windows;
  }
  setName(name: string): void {
    this.name = name;
  }
  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }
  getPath(name: string): string {
    const path = this.paths.get(name);
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  }
  getLocale(): string {
    return this.locale;
  }
  enableSandbox(): void {
    if (this.ready) throw new Error('app.enableSandbox() can only be called before app is ready');
    this.sandboxed = true;
  }
  requestSingleInstanceLock(): boolean {
    if (this.ownsLock) return true;
    const key = this.getPath('userData');
    const holder = lockHolders.get(key);
    if (holder) {
      setImmediate(() => holder.emit('second-instance', new PreventableEvent(), [], ''));
      return false;
    }
    lockHolders.set(key, this);
    return true;
  }
  whenReady(): Promise<void> {
    return this.becameReady.promise;
  }
  becomeReady(): void {
    this.ready = true;
    this.emit('ready');
    this.becameReady.resolve();
  }
  quit(): void {
    if (this.exitCode !== null || this.quitting) return;
    const event = new PreventableEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.quitting = true;
    Promise.all(this.windows().map((window) => window.close())).then(
      () => this.exit(0),
      () => this.exit(1),
    );
  }
  exit(code = 0): void {
    if (this.exitCode !== null) return;
    this.exitCode = code;
    for (const [key, holder] of lockHolders) if (holder === this) lockHolders.delete(key);
    this.emit('quit', new PreventableEvent(), code);
  }
}

type PermissionRequest = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type PermissionCheck = Parameters<Electron.Session['setPermissionCheckHandler']>[0];
type DeviceCheck = Parameters<Electron.Session['setDevicePermissionHandler']>[0];
type DisplayRequest = Parameters<Electron.Session['setDisplayMediaRequestHandler']>[0];

class SessionDouble extends EventEmitter {
  readonly protocol: ProtocolDouble;
  constructor(protocol: ProtocolDouble) {
    super();
    this.protocol = protocol;
  }
  permissionRequest: PermissionRequest = null;
  permissionCheck: PermissionCheck = null;
  deviceCheck: DeviceCheck = null;
  displayRequest: DisplayRequest = null;
  spellChecker = true;
  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: PermissionCheck): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: DeviceCheck): void {
    this.deviceCheck = handler;
  }
  setDisplayMediaRequestHandler(handler: DisplayRequest): void {
    this.displayRequest = handler;
  }
  setSpellCheckerEnabled(enable: boolean): void {
    this.spellChecker = enable;
  }
}

export interface DoubleOptions {
  browser: Browser;
  locale?: string;
  isPackaged?: boolean;
  /** The single-instance lock is given in any case. */
  ownsLock?: boolean;
}

/** Electron as the built main sees it, and what a test may look at and do from outside. */
export async function createElectronDouble(options: DoubleOptions) {
  const windows: WindowDouble[] = [];
  const processes: UtilityProcessDouble[] = [];
  const errorBoxes: { title: string; content: string }[] = [];
  const openedExternally: string[] = [];
  const shownInFolder: string[] = [];
  const escaped: string[] = [];
  const exposed: string[] = [];
  const menus: Electron.MenuItemConstructorOptions[][] = [];
  const app = new AppDouble(
    {
      locale: options.locale ?? 'zh-CN',
      isPackaged: options.isPackaged ?? true,
      ownsLock: options.ownsLock ?? false,
    },
    () => windows,
  );
  const protocol = await ProtocolDouble.start(() => app.ready);
  const context: BrowserContext = await options.browser.newContext();
  // Only a window's own page has a network, by its own route.
  await context.route('**/*', (route) => route.abort('blockedbyclient'));
  const ipcMain = new EventEmitter();
  const defaultSession = new SessionDouble(protocol);
  // One partition is all that the program has.
  const partition = new SessionDouble(await ProtocolDouble.start(() => app.ready));
  const world = {
    context,
    addresses: protocol.addresses,
    emitIpc: (channel: string, event: unknown, args: readonly unknown[]) =>
      ipcMain.emit(channel, event, ...args),
    escaped,
    exposed,
  };

  class BrowserWindow extends WindowDouble {
    constructor(windowOptions: Electron.BrowserWindowConstructorOptions = {}) {
      const own = windowOptions.webPreferences?.session;
      if (own !== undefined && (own as unknown) !== partition) throw new Error('a session of another');
      super(own ? { ...world, addresses: partition.protocol.addresses } : world, windowOptions);
      if (!app.ready) throw new Error('Cannot create BrowserWindow before app is ready');
      windows.push(this);
      this.once('closed', () => {
        windows.splice(windows.indexOf(this), 1);
        if (windows.length === 0) app.emit('window-all-closed');
      });
      app.emit('web-contents-created', new PreventableEvent(), this.webContents);
    }
  }

  const notified: { title?: string; body?: string }[] = [];
  const blockers = new Set<number>();
  const trays: TrayDouble[] = [];
  class OwnTray extends TrayDouble {
    constructor(image: { path: string }) {
      super(image);
      if (!existsSync(image.path)) throw new Error(`no image ${image.path}`);
      trays.push(this);
      this.once('destroyed', () => trays.splice(trays.indexOf(this), 1));
    }
  }
  const safeStorage = new SafeStorageDouble(new Uint8Array(32).fill(7)); // every program of a test runs on one computer
  const electron = {
    app,
    protocol,
    ipcMain,
    BrowserWindow,
    MessageChannelMain: ChannelDouble,
    session: {
      defaultSession,
      fromPartition: (name: string, _options?: Electron.FromPartitionOptions) => {
        if (name.startsWith('persist:')) throw new Error('nothing of a partition may be kept');
        return partition;
      },
    },
    safeStorage,
    dialog: {
      showErrorBox: (title: string, content: string) => void errorBoxes.push({ title, content }),
    },
    shell: {
      showItemInFolder: (path: string) => void shownInFolder.push(path),
      openExternal: async (url: string) => void openedExternally.push(url),
    },
    screen: {
      getAllDisplays: () => [
        { workArea: { x: 0, y: 0, width: 1920, height: 1040 } },
        { workArea: { x: 1920, y: 0, width: 1280, height: 1024 } },
      ],
    },
    Menu: {
      buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => {
        menus.push(template);
        return { popup: () => undefined, template };
      },
      setApplicationMenu: () => undefined,
    },
    nativeImage: {
      createFromPath: (path: string) => ({ resize: (_size: { height: number }) => ({ path }) }),
    },
    Tray: OwnTray,
    Notification: class {
      readonly #said: { title?: string; body?: string };
      constructor(said: { title?: string; body?: string }) {
        this.#said = said;
      }
      show() {
        notified.push(this.#said);
      }
    },
    powerSaveBlocker: {
      start(type: 'prevent-app-suspension' | 'prevent-display-sleep') {
        if (type !== 'prevent-app-suspension') throw new Error('the screen may be off');
        blockers.add(blockers.size + 1);
        return blockers.size;
      },
      stop: (id: number) => blockers.delete(id),
    },
    utilityProcess: {
      fork: (modulePath: string, args: string[] = []) => {
        if (!app.ready) throw new Error('utilityProcess cannot be created before app is ready');
        const child = new UtilityProcessDouble(modulePath, args);
        processes.push(child);
        return child;
      },
    },
  } satisfies DoubledModule;

  return {
    electron,
    app,
    protocol,
    context,
    defaultSession,
    partition,
    windows,
    processes,
    errorBoxes,
    openedExternally,
    shownInFolder,
    escaped,
    exposed,
    menus,
    trays,
    notified,
    blockers,
    ipcMain,
    safeStorage,
    async close() {
      for (const child of processes) child.kill();
      await context.close();
      await protocol.close();
      await partition.protocol.close();
      app.exit(0);
    },
  };
}

export type ElectronDouble = Awaited<ReturnType<typeof createElectronDouble>>;

/**
 * What the double must have in common with the real module: every function that the program calls takes what the real
 * one takes. (Events are an EventEmitter's in both.)
 */
interface DoubledModule {
  ipcMain: EventEmitter;
  app: Called<
    Electron.App,
    'setName' | 'setPath' | 'getPath' | 'getLocale' | 'enableSandbox' | 'whenReady' | 'quit' | 'exit'
  > &
    Pick<Electron.App, 'isPackaged'>;
  protocol: Called<Electron.Protocol, 'handle' | 'registerSchemesAsPrivileged'>;
  session: {
    defaultSession: Called<
      Electron.Session,
      | 'setPermissionRequestHandler'
      | 'setPermissionCheckHandler'
      | 'setDevicePermissionHandler'
      | 'setDisplayMediaRequestHandler'
      | 'setSpellCheckerEnabled'
    >;
    fromPartition(
      name: string,
      options?: Electron.FromPartitionOptions,
    ): DoubledModule['session']['defaultSession'];
  };
  safeStorage: Called<
    Electron.SafeStorage,
    'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
  >;
  dialog: Called<Electron.Dialog, 'showErrorBox'>;
  shell: Called<Electron.Shell, 'openExternal' | 'showItemInFolder'>;
  screen: { getAllDisplays(): Pick<Electron.Display, 'workArea'>[] };
  Menu: {
    buildFromTemplate(template: Electron.MenuItemConstructorOptions[]): { popup(): void };
    setApplicationMenu(menu: null): void;
  };
  nativeImage: { createFromPath(path: string): { resize(size: { height: number }): unknown } };
  Notification: new (said: { title?: string; body?: string }) => Called<Electron.Notification, 'show'>;
  powerSaveBlocker: Called<Electron.PowerSaveBlocker, 'start' | 'stop'>;
  Tray: new (image: never) => Called<Electron.Tray, 'setToolTip' | 'destroy'> & EventEmitter;
  MessageChannelMain: new () => Record<
    'port1' | 'port2',
    Called<Electron.MessagePortMain, 'postMessage' | 'start' | 'close'>
  >;
  utilityProcess: {
    fork(
      modulePath: string,
      args?: string[],
    ): Called<Electron.UtilityProcess, 'postMessage' | 'kill'> &
      Pick<Electron.UtilityProcess, 'pid' | 'stdout' | 'stderr'>;
  };
  BrowserWindow: new (
    options?: Electron.BrowserWindowConstructorOptions,
  ) => Called<
    Electron.BrowserWindow,
    | 'loadURL'
    | 'reload'
    | 'show'
    | 'focus'
    | 'hide'
    | 'maximize'
    | 'isMaximized'
    | 'isMinimized'
    | 'restore'
    | 'getNormalBounds'
  > & { webContents: Called<Electron.WebContents, 'isDestroyed'> };
}

type Called<T, K extends keyof T> = {
  [P in K]: T[P] extends (...args: infer A) => infer R ? (...args: A) => R | Promise<void> : never;
};
