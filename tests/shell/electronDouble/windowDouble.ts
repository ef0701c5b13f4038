import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserContext, CDPSession, Frame, Page } from '@playwright/test';
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import type { Addresses } from './addresses.ts';
import { type PortEnd, transferred } from './portDouble.ts';
import { type FromPage, preloadWorldSource, TO_MAIN, type ToPage, WORLD } from './preloadWorld.ts';

/** What a window needs of the double that it belongs to. */
export interface WindowWorld {
  context: BrowserContext;
  addresses: Addresses;
  emitIpc(channel: string, event: IpcEventDouble, args: readonly unknown[]): void;
  /** Addresses outside the program that a page really tried to reach. */
  escaped: string[];
  exposed: string[];
}

export interface IpcEventDouble {
  sender: WebContentsDouble;
  senderFrame: FrameDouble | null;
  ports: [];
}

/** Like Electron's WebFrameMain. */
export class FrameDouble {
  readonly url: string;
  readonly parent: FrameDouble | null;
  private readonly contents: WebContentsDouble;

  constructor(contents: WebContentsDouble, url: string, parent: FrameDouble | null) {
    this.contents = contents;
    this.url = url;
    this.parent = parent;
  }

  postMessage(channel: string, message: unknown, transfer: readonly unknown[] = []): void {
    if (this.parent) throw new TypeError('the double delivers to main frames only');
    this.contents.deliver(channel, message, transferred(transfer));
  }
}

export class PreventableEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** Like Electron's WebContents, with a page of real Chromium. */
export class WebContentsDouble extends EventEmitter {
  page: Page | null = null;
  private readonly world: WindowWorld;
  private readonly preload: string;
  private cdp: CDPSession | null = null;
  private readonly frameOfContext = new Map<number, string>();
  private readonly urlOfFrame = new Map<string, string>();
  private mainFrameId = '';
  private mainContext: number | null = null;
  private readonly ends = new Map<number, PortEnd>();
  private lastPort = 0;
  private windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null;
  private programmatic = false;
  private destroyed = false;

  constructor(world: WindowWorld, preload: string) {
    super();
    this.world = world;
    this.preload = preload;
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  get mainFrame(): FrameDouble {
    return new FrameDouble(this, this.world.addresses.toProduct(this.page?.mainFrame().url() ?? ''), null);
  }

  async load(url: string): Promise<void> {
    const page = this.page ?? (await this.open());
    await this.byMain(() => page.goto(this.world.addresses.toBrowser(url)));
  }

  reload(): Promise<unknown> {
    return this.byMain(async () => this.page?.reload());
  }

  /** Sent by an ipcRenderer in that very frame: what a page does whose renderer has been taken over. */
  async sendFrom(frame: Frame, channel: string): Promise<void> {
    const { page, cdp } = this;
    if (!page || !cdp) throw new TypeError('no page');
    const frameId = await frameIdOf(page, frame);
    const found = [...this.frameOfContext].find(([, id]) => id === frameId);
    if (!found) throw new TypeError('no isolated world in that frame');
    const message: FromPage = { kind: 'send', channel, args: [] };
    const expression = `${TO_MAIN}(${JSON.stringify(JSON.stringify(message))})`;
    await cdp.send('Runtime.evaluate', { contextId: found[0], expression });
  }

  deliver(channel: string, message: unknown, ends: readonly PortEnd[]): void {
    const ids = ends.map((end) => {
      const id = ++this.lastPort;
      this.ends.set(id, end);
      return id;
    });
    this.say({ kind: 'deliver', channel, message: structuredClone(message), ports: ids });
    ends.forEach((end, index) => {
      const id = ids[index] ?? 0;
      end.hold(
        (data) => {
          if (typeof data !== 'string') throw new TypeError('the double carries strings only');
          this.say({ kind: 'port', id, data });
        },
        () => this.say({ kind: 'port-closed', id }),
      );
    });
  }

  async destroy(): Promise<void> {
    if (this.destroyed) return;
    this.destroyed = true;
    this.closePorts();
    await this.page?.close();
    this.emit('destroyed');
  }

  private async open(): Promise<Page> {
    const { context, addresses } = this.world;
    const page = await context.newPage();
    this.page = page;
    const cdp = await context.newCDPSession(page);
    this.cdp = cdp;
    cdp.on('Runtime.executionContextCreated', ({ context: created }) => {
      if (created.name !== WORLD) return;
      const frameId: unknown = created.auxData?.frameId;
      if (typeof frameId !== 'string') return;
      this.frameOfContext.set(created.id, frameId);
      if (frameId === this.mainFrameId) this.mainContext = created.id;
    });
    cdp.on('Page.frameNavigated', ({ frame }) => this.urlOfFrame.set(frame.id, frame.url));
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.frameOfContext.delete(executionContextId);
      if (executionContextId === this.mainContext) this.closePorts();
    });
    cdp.on('Runtime.executionContextsCleared', () => {
      this.frameOfContext.clear();
      this.closePorts();
    });
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === TO_MAIN) this.hear(JSON.parse(payload) as FromPage, executionContextId);
    });
    await cdp.send('Page.enable');
    this.mainFrameId = (await cdp.send('Page.getFrameTree')).frameTree.frame.id;
    await cdp.send('Runtime.enable');
    await cdp.send('Runtime.addBinding', { name: TO_MAIN, executionContextName: WORLD });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
      source: preloadWorldSource(addresses.toBrowser(readFileSync(this.preload, 'utf8'))),
      worldName: WORLD,
    });
    await page.route('**/*', async (route) => {
      const request = route.request();
      const url = addresses.toProduct(request.url());
      if (request.isNavigationRequest() && !this.programmatic) {
        const isMainFrame = request.frame().parentFrame() === null;
        const event = Object.assign(new PreventableEvent(), { url, isMainFrame, isSameDocument: false });
        if (isMainFrame) this.emit('will-navigate', event);
        this.emit('will-frame-navigate', event);
        if (event.defaultPrevented) return route.abort('aborted');
      }
      if (addresses.isProduct(request.url())) return route.continue();
      this.world.escaped.push(url);
      return route.abort('blockedbyclient');
    });
    cdp.on('Page.windowOpen', ({ url }) => {
      const answer = this.windowOpenHandler?.({ url: addresses.toProduct(url) }) ?? { action: 'allow' };
      if (answer.action !== 'deny') this.world.escaped.push(url);
    });
    // Electron makes no window for what was denied; here it is there for a moment, without a network.
    page.on('popup', (popup) => popup.close().catch(() => undefined));
    return page;
  }

  private async byMain<T>(navigate: () => Promise<T>): Promise<T> {
    this.programmatic = true;
    try {
      return await navigate();
    } finally {
      this.programmatic = false;
    }
  }

  private say(message: ToPage): void {
    const { cdp, mainContext } = this;
    if (!cdp || mainContext === null || this.destroyed) return;
    cdp
      .send('Runtime.evaluate', {
        contextId: mainContext,
        expression: `__fromMain(${JSON.stringify(message)})`,
      })
      .catch(() => undefined); // The page went away in the meantime; Chromium drops such messages too.
  }

  private hear(message: FromPage, contextId: number): void {
    switch (message.kind) {
      case 'send': {
        const sender = this.frameOf(contextId);
        const event = { sender: this, senderFrame: sender, ports: [] } satisfies IpcEventDouble;
        this.world.emitIpc(message.channel, event, structuredClone(message.args));
        return;
      }
      case 'port':
        this.ends.get(message.id)?.post(message.data);
        return;
      case 'port-closed':
        this.ends.get(message.id)?.close();
        this.ends.delete(message.id);
        return;
      case 'exposed':
        this.world.exposed.push(message.name);
    }
  }

  private frameOf(contextId: number): FrameDouble | null {
    const frameId = this.frameOfContext.get(contextId);
    if (!this.page || frameId === undefined) return null;
    if (frameId === this.mainFrameId) return this.mainFrame;
    const url = this.world.addresses.toProduct(this.urlOfFrame.get(frameId) ?? '');
    return new FrameDouble(this, url, this.mainFrame);
  }

  private closePorts(): void {
    for (const end of this.ends.values()) end.close();
    this.ends.clear();
    this.mainContext = null;
  }
}

async function frameIdOf(page: Page, frame: Frame): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const index = page.mainFrame().childFrames().indexOf(frame);
  const id = frame === page.mainFrame() ? frameTree.frame.id : frameTree.childFrames?.[index]?.frame.id;
  await session.detach();
  if (!id) throw new TypeError('no such frame');
  return id;
}

/** Like Electron's BrowserWindow. */
export class WindowDouble extends EventEmitter {
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents: WebContentsDouble;
  focused = 0;
  visible = false;
  hasMenu = true;
  maximised = false;
  minimised = false;
  title: string;

  constructor(world: WindowWorld, options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    this.title = options.title ?? '';
    this.webContents = new WebContentsDouble(world, options.webPreferences?.preload ?? '');
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.load(url);
    const event = new PreventableEvent();
    const title = (await this.webContents.page?.title()) ?? '';
    this.emit('page-title-updated', event, title, true);
    if (!event.defaultPrevented) this.title = title;
    this.emit('ready-to-show');
  }

  reload(): void {
    this.webContents.reload().catch(() => undefined);
  }
  removeMenu(): void {
    this.hasMenu = false;
  }
  show(): void {
    this.visible = true;
  }
  hide(): void {
    this.visible = false;
  }
  focus(): void {
    this.focused++;
  }
  maximize(): void {
    this.maximised = true;
  }
  isMaximized(): boolean {
    return this.maximised;
  }
  isMinimized(): boolean {
    return this.minimised;
  }
  restore(): void {
    this.minimised = false;
  }
  getNormalBounds(): Rectangle {
    const { x = 10, y = 20, width = 800, height = 600 } = this.options;
    return { x, y, width, height };
  }

  /** As when a person closes it. */
  async close(): Promise<void> {
    const event = new PreventableEvent();
    this.emit('close', event);
    if (event.defaultPrevented) return;
    await this.webContents.destroy();
    this.emit('closed');
  }
}
