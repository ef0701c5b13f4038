import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sha256 } from '../harness/transportCore.ts';
import { logged, shellFixture, soon, versionOf } from './shellFixture.ts';

/** One pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const { start, openDesk } = shellFixture('walk');

test('a window opens, gets its port, and the core in its own process answers', async () => {
  const { page, window, processes, exposed, escaped, app, menus, protocol } = await openDesk();
  expect(await versionOf(page)).toBe(`test ${processes[0]?.pid}`);
  expect(processes[0]?.pid).not.toBe(process.pid);
  await page.evaluate(() => desk.core.admin.initialise({ code: '10000', name: '示例大学' }));
  expect(await page.evaluate(async () => (await desk.core.admin.status()).school)).toEqual({
    code: '10000',
    name: '示例大学',
  });
  expect(
    await page.evaluate(async () => {
      const demo = await desk.core.admin.fillDemo({ students: 20 });
      const kinds = [];
      for await (const event of demo) kinds.push(event.type);
      return kinds;
    }),
  ).toEqual([...new Array(20).fill('progress'), 'done']);

  expect(exposed).toEqual([]);
  expect(escaped).toEqual([]);
  expect(
    await page.evaluate(() => ['require', 'process', 'Buffer', 'electron'].filter((name) => name in self)),
  ).toEqual([]);
  expect(window.title).toBe('学籍核对台');
  expect(app.sandboxed).toBe(true);
  expect(window.options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    devTools: false,
  });
  expect(protocol.schemes.map(({ scheme }) => scheme)).toEqual(['app', 'photo']);
  expect(JSON.stringify(menus)).toContain('退出');
  expect(JSON.stringify(menus)).not.toContain('toggleDevTools');
});

test('a wrong argument and an unknown call are refused in words', async () => {
  const { page } = await openDesk();
  const failure = (call: () => Promise<unknown>) =>
    page.evaluate(call).then(
      () => 'no error',
      (error: Error) => error.message,
    );
  expect(await failure(() => desk.core.admin.initialise({ code: '1', name: 'x' }))).toContain(
    'Input validation failed',
  );
  expect(await failure(() => desk.core.campaigns.list())).toContain('Not Found');
});

test('a second start only brings the first one to the front', async () => {
  const first = await openDesk();
  const second = await start({ dataDir: first.dataDir });
  await soon(() => expect(first.window.focused).toBe(1));
  expect(second.app.exitCode).toBe(0);
  expect(second.windows).toHaveLength(0);
  expect(second.processes).toHaveLength(0);
});

test('a core that is killed is replaced, and the window goes on with the new one', async () => {
  const { page, processes, dataDir } = await openDesk();
  const before = await versionOf(page);
  await page.evaluate(() => {
    const stream = (async () => {
      for await (const event of await desk.core.admin.watch()) void event;
      return 'ended';
    })();
    Object.assign(globalThis, {
      watchEnd: stream.catch((error: Error) => error.name),
    });
  });
  process.kill(processes[0]?.pid ?? 0, 'SIGKILL');
  expect(await page.evaluate(() => Reflect.get(globalThis, 'watchEnd'))).toBe('ConnectionLost');
  await soon(async () => expect(await versionOf(page)).toBe(`test ${processes[1]?.pid}`));
  expect(await versionOf(page)).not.toBe(before);

  writeFileSync(join(dataDir, 'photos', sha256(PNG)), PNG);
  const status = await page.evaluate(async () => (await fetch('/download/none')).status);
  expect(status).toBe(404);
  expect(logged(dataDir)).toContain('"event":"core-ended"');
});

test('a core that keeps ending is given up, with a number to tell', async () => {
  const { processes, errorBoxes, app } = await openDesk();
  for (let end = 0; end < 4; end++) {
    const child = await soon(() => {
      const latest = processes[end];
      expect(latest?.pid).toBeDefined();
      return latest;
    });
    process.kill(child?.pid ?? 0, 'SIGKILL');
  }
  await soon(() => expect(errorBoxes).toHaveLength(1));
  expect(errorBoxes[0]?.content).toMatch(/事件编号.*[0-9a-f]{8}-[0-9a-f]{4}-7/);
  expect(processes).toHaveLength(4);
  await soon(() => expect(app.exitCode).toBe(0));
});

test('a reload ends what the old page had running, and the core stays', async () => {
  const { page, window, processes, dataDir } = await openDesk();
  await page.evaluate(async () => {
    const demo = await desk.core.admin.fillDemo({ students: 1_000_000 });
    await demo.next();
    void (await desk.core.admin.watch()).next();
  });
  await window.webContents.reload();
  expect(await versionOf(page)).toBe(`test ${processes[0]?.pid}`);
  await soon(() => expect(logged(dataDir)).toContain('demo-ended'));
  expect(processes).toHaveLength(1);
});

test('a page that dies is loaded again', async () => {
  const { page, window } = await openDesk();
  await page.evaluate(() => Object.assign(globalThis, { old: true }));
  window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
  await soon(async () => expect(await page.evaluate(() => 'old' in globalThis)).toBe(false));
  await soon(async () => expect(await versionOf(page)).toMatch(/^test /));
});

test('closing the window closes the core and remembers the place', async () => {
  const { window, app, processes, dataDir } = await openDesk({ locale: 'en-GB' });
  expect(window.title).toBe('Xueji Desk');
  await window.close();
  await soon(() => expect(app.exitCode).toBe(0));
  expect(processes[0]?.pid).toBeUndefined();
  expect(logged(dataDir)).toContain('shell-closed');
  expect(JSON.parse(readFileSync(join(dataDir, 'shell', 'window.json'), 'utf8'))).toEqual({
    x: 10,
    y: 20,
    width: 1360,
    height: 860,
    maximised: false,
  });
});
