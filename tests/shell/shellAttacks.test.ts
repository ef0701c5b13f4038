import type Electron from 'electron';
import { expect, test } from 'vitest';
import { REQUEST_PORT } from '../../shared/contract/portHandover.ts';
import { PreventableEvent } from './electronDouble/windowDouble.ts';
import { logged, shellFixture, soon, versionOf } from './shellFixture.ts';

const { openDesk } = shellFixture('attacks');

test('a port is for the main frame of the own page only', async () => {
  const { page, window, ipcMain, dataDir } = await openDesk();
  await versionOf(page);
  const handed: string[] = [];
  const knock = (url: string, parent: unknown) => {
    const frame = { url, parent, postMessage: () => handed.push(url) };
    const sender = { isDestroyed: () => false, mainFrame: frame, once: () => undefined };
    ipcMain.emit(REQUEST_PORT, { sender, senderFrame: frame, ports: [] });
  };
  for (const url of [
    'https://evil.example/',
    'https://xueji/',
    'app://xueji.evil.example/',
    'app://evil/',
    'app://evil@xueji/',
    'app://xueji:80/',
    'app:xueji',
    'file:///app://xueji/',
    'data:text/html,app://xueji/',
    'about:blank',
    'about:srcdoc',
    'devtools://devtools/bundled/inspector.html',
    'blob:app://xueji/1234',
    '',
  ]) {
    knock(url, null);
  }
  knock('app://xueji/', {});
  ipcMain.emit(REQUEST_PORT, { sender: {}, senderFrame: null, ports: [] });
  expect(handed).toEqual([]);
  knock('app://xueji/', null);
  expect(handed).toEqual(['app://xueji/']);

  // A frame inside the real page, whose renderer asks main directly.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const frame = document.createElement('iframe');
        frame.srcdoc = '<p>inside</p>';
        frame.onload = () => resolve();
        document.body.append(frame);
      }),
  );
  const refusals = () => logged(dataDir).match(/port-refused/g)?.length ?? 0;
  const before = refusals();
  const inner = page.mainFrame().childFrames()[0];
  if (!inner) throw new TypeError('no frame');
  await window.webContents.sendFrom(inner, REQUEST_PORT);
  await soon(() => expect(refusals()).toBe(before + 1));

  // A frame that hands the page a port of its own is not listened to.
  const heard = await inner.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve('the page spoke to a foreign port');
        self.parent.postMessage({ type: 'xueji:port' }, '*', [port2]);
        self.parent.postMessage({ type: 'xueji:page-ready' }, '*');
        self.parent.postMessage('ping', '*');
        self.addEventListener('message', () => resolve('not heard'));
        self.parent.setTimeout(() => self.postMessage('done', '*'), 0);
      }),
  );
  expect(heard).toBe('not heard');
  expect(await versionOf(page)).toMatch(/^test /);
});

test('the page can go nowhere', async () => {
  const { page, window, escaped, dataDir } = await openDesk();
  const stay = async () => {
    expect(page.url()).toMatch(/^http:\/\/xueji\.localhost:\d+\/$/);
    expect(await versionOf(page)).toMatch(/^test /);
  };
  for (const target of [
    'https://evil.example/',
    'file:///etc/passwd',
    '/download/pdf-1',
    '/assets/page.js',
  ]) {
    await page.evaluate((url) => {
      location.href = url;
    }, target);
    await stay();
  }
  // A redirect, as the browser would announce it.
  const redirect = Object.assign(new PreventableEvent(), { url: 'https://evil.example/' });
  window.webContents.emit('will-redirect', redirect);
  expect(redirect.defaultPrevented).toBe(true);
  const webview = new PreventableEvent();
  window.webContents.emit('will-attach-webview', webview);
  expect(webview.defaultPrevented).toBe(true);

  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = 'https://evil.example/';
    document.body.append(frame);
    const form = document.createElement('form');
    form.action = 'https://evil.example/';
    document.body.append(form);
    form.submit();
  });
  await stay();
  expect(escaped).toEqual([]);
  expect(logged(dataDir)).toContain('navigation-refused');
  expect(logged(dataDir)).not.toContain('evil');
});

test('what the policy forbids does not run and is not fetched', async () => {
  const { page, escaped } = await openDesk();
  const result = await page.evaluate(async () => {
    const refused = (what: Promise<unknown>) =>
      what.then(
        () => false,
        () => true,
      );
    const script = document.createElement('script');
    script.textContent = 'globalThis.injected = true';
    document.body.append(script);
    const style = document.createElement('style');
    style.textContent = 'body { color: rgb(1, 2, 3) }';
    document.body.append(style);
    const plain = getComputedStyle(document.body).color;
    const ours = document.createElement('style');
    ours.nonce = desk.cspNonce;
    ours.textContent = 'body { color: rgb(1, 2, 3) }';
    document.body.append(ours);
    const image = new Image();
    const imageRefused = new Promise<void>((resolve, reject) => {
      image.onload = () => resolve();
      image.onerror = () => reject(new Error());
    });
    image.src = 'https://evil.example/a.png';
    return {
      injected: 'injected' in globalThis,
      plain,
      withNonce: getComputedStyle(document.body).color,
      fetched: await refused(fetch('https://evil.example/')),
      socket: (() => {
        try {
          return new WebSocket('wss://evil.example/').readyState;
        } catch {
          return 'thrown';
        }
      })(),
      image: await refused(imageRefused),
    };
  });
  expect(result).toMatchObject({ injected: false, withNonce: 'rgb(1, 2, 3)', fetched: true, image: true });
  expect(result.plain).not.toBe('rgb(1, 2, 3)');
  expect(escaped).toEqual([]);
});

test('windows are never opened, and only known https sites reach the system browser', async () => {
  const { page, context, escaped, openedExternally } = await openDesk();
  for (const url of [
    'https://evil.example/?q=1',
    'https://chsi.com.cn.evil.example/',
    'https://evilchsi.com.cn/',
    'http://my.chsi.com.cn/',
    'https://user:pass@my.chsi.com.cn/',
    'https://my.chsi.com.cn:8443/',
    'about:blank',
    'https://my.chsi.com.cn/archive/index.action',
  ]) {
    await page.evaluate((target) => void self.open(target, '_blank'), url);
  }
  await soon(() => expect(openedExternally).toEqual(['https://my.chsi.com.cn/archive/index.action']));
  await soon(() => expect(context.pages()).toHaveLength(1));
  expect(escaped).toEqual([]);
});

test('no path of the protocols leaves the built page', async () => {
  const { protocol } = await openDesk();
  for (const url of [
    'app://xueji/../electron/main.js',
    'app://xueji/%2e%2e/electron/main.js',
    'app://xueji/..%2felectron%2fmain.js',
    'app://xueji/..%5celectron%5cmain.js',
    'app://xueji/..\\electron\\main.js',
    'app://xueji/assets/..\\..\\..\\electron\\main.js',
    'app://xueji/%252e%252e/electron/main.js',
    'app://xueji//etc/passwd.js',
    'app://xueji/C:/windows/win.js',
    'app://xueji/assets/page.js%00.css',
    'app://xueji/../renderer2/page.js',
    'app://evil/assets/page.js',
    'app://xueji.evil/assets/page.js',
    'app://user@xueji/assets/page.js',
    'photo://xueji/../../etc/passwd',
    `photo://evil/${'f'.repeat(64)}`,
    'photo://xueji/..%2f..%2fshell%2fwindow.json',
    'app://xueji/download/..%2f..%2fshell%2fwindow.json',
  ]) {
    const response = await protocol.request(new Request(url.replace('user@', '')));
    if (url.includes('user@')) continue;
    expect(response.status, url).toBe(404);
    expect(response.headers.get('x-content-type-options'), url).toBe('nosniff');
  }
  for (const method of ['PUT', 'DELETE', 'POST']) {
    const response = await protocol.request(new Request('app://xueji/', { method }));
    expect(response.status, method).toBe(405);
  }
  expect((await protocol.request(new Request('app://xueji/assets/page.js'))).status).toBe(200);
});

test('no permission, device or screen is given, and nothing foreign is saved', async () => {
  const { defaultSession, window } = await openDesk();
  const contents = window.webContents as unknown as Electron.WebContents;
  const permissions = [
    'media',
    'geolocation',
    'notifications',
    'midi',
    'clipboard-read',
    'fullscreen',
    'openExternal',
    'fileSystem',
    'unknown',
  ] as const;
  for (const permission of permissions) {
    const granted = await new Promise((resolve) => {
      const details = { requestingUrl: 'app://xueji/', isMainFrame: true };
      defaultSession.permissionRequest?.(contents, permission as never, resolve, details);
    });
    expect(granted, permission).toBe(false);
    const check = defaultSession.permissionCheck?.(contents, permission as never, 'app://xueji', {} as never);
    expect(check, permission).toBe(false);
  }
  expect(defaultSession.deviceCheck?.({} as never)).toBe(false);
  expect(await new Promise((resolve) => defaultSession.displayRequest?.({} as never, resolve))).toBeNull();
  expect(defaultSession.spellChecker).toBe(false);

  const save = (url: string) => {
    const event = new PreventableEvent();
    defaultSession.emit('will-download', event, { getURL: () => url });
    return !event.defaultPrevented;
  };
  expect(save('app://xueji/download/pdf-1')).toBe(true);
  expect(save('blob:app://xueji/1234')).toBe(false);
  expect(save('https://evil.example/download/a.exe')).toBe(false);
  expect(save('app://evil/download/a')).toBe(false);
});
