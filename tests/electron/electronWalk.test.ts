import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { buildRenderer } from '../../scripts/buildRenderer.ts';
import { buildShell } from '../../scripts/buildShell.ts';
import { electronBinary } from '../../scripts/findElectron.ts';
import { hasDisplay } from '../../scripts/hasDisplay.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

const ROOT = join(import.meta.dirname, '../..');
const binary = electronBinary();
const canRun = binary !== null && hasDisplay(process.platform, process.env);
const soon = <T>(see: () => T | Promise<T>): Promise<T> => vi.waitFor(see, { timeout: 30_000, interval: 50 });

/** The product in the real Electron. Where there is no binary or no display this is skipped, never passed. */
describe.skipIf(!canRun)('in the real Electron', () => {
  beforeAll(async () => {
    await Promise.all([buildRenderer(), buildShell()]);
  }, 120_000);

  async function launch(dataDir = temporaryFolder()): Promise<{ app: ElectronApplication; page: Page }> {
    const app = await _electron.launch({
      executablePath: binary ?? '',
      // Chromium refuses its sandbox to root; the renderer's own sandbox setting is asserted below.
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ROOT],
      env: { ...process.env, XUEJI_DATA: dataDir } as Record<string, string>,
    });
    onTestFinished(() => app.close());
    return { app, page: await app.firstWindow() };
  }

  test('a window opens, gets its port, and sets a school up in the core', async () => {
    const { app, page } = await launch();
    expect(page.url()).toBe('app://xueji/');
    await page.locator('input').nth(0).fill('10000');
    await page.locator('input').nth(1).fill('示例大学');
    await page.locator('button').first().click();
    await soon(async () => expect(await page.getByText('示例大学').count()).toBeGreaterThan(0));
    expect(
      await page.evaluate(() =>
        ['require', 'process', 'Buffer', 'electron'].filter((name) => name in globalThis),
      ),
    ).toEqual([]);
    const title = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
    expect(['学籍核对台', 'Xueji Desk']).toContain(title);
  });

  test('nothing leaves the program', async () => {
    const { app, page } = await launch();
    const outcome = await page.evaluate(async () => {
      const status = async (path: string) => (await fetch(path)).status;
      const refused = (url: string) =>
        fetch(url).then(
          () => false,
          () => true,
        );
      const script = document.createElement('script');
      script.textContent = 'globalThis.injected = true';
      document.body.append(script);
      return {
        encoded: await status('/..%2felectron%2fmain.js'),
        backslash: await status('/..%5celectron%5cmain.js'),
        none: await status('/download/none'),
        foreign: await refused('https://evil.example/'),
        file: await refused('file:///etc/passwd'),
        popup: open('https://evil.example/') === null,
        injected: 'injected' in globalThis,
        permission: (await navigator.permissions.query({ name: 'geolocation' })).state,
        photo: await new Promise((resolve) => {
          const image = new Image();
          image.onload = () => resolve('shown');
          image.onerror = () => resolve('refused');
          image.src = `photo://xueji/${'f'.repeat(64)}`;
        }),
      };
    });
    expect(outcome).toEqual({
      encoded: 404,
      backslash: 404,
      none: 404,
      foreign: true,
      file: true,
      popup: true,
      injected: false,
      permission: 'denied',
      photo: 'refused',
    });
    await page.evaluate(() => {
      location.href = 'https://evil.example/';
    });
    expect(page.url()).toBe('app://xueji/');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('an upload reaches the core whole', async () => {
    const { page } = await launch();
    const answer = await page.evaluate(async () => {
      const body = new Blob([new Uint8Array(3_000_000)]);
      const response = await fetch('/upload?name=a.zip', { method: 'POST', body });
      return { status: response.status, file: typeof (await response.json()).file };
    });
    expect(answer).toEqual({ status: 200, file: 'string' });
  });

  test('a core that is killed is replaced', async () => {
    const { app, page } = await launch();
    const corePid = () =>
      app.evaluate(
        ({ app: main }) => main.getAppMetrics().find(({ name }) => name === 'Xueji core')?.pid ?? null,
      );
    const before = await soon(async () => {
      const pid = await corePid();
      expect(pid).not.toBeNull();
      return pid ?? 0;
    });
    process.kill(before, 'SIGKILL');
    await soon(async () => {
      const after = await corePid();
      expect(after).not.toBeNull();
      expect(after).not.toBe(before);
    });
    await soon(async () =>
      expect(await page.evaluate(async () => (await fetch('/download/none')).status)).toBe(404),
    );
  });

  test('a second start ends at once', async () => {
    const dataDir = temporaryFolder();
    const { app } = await launch(dataDir);
    const second = await _electron
      .launch({
        executablePath: binary ?? '',
        args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ROOT],
        env: { ...process.env, XUEJI_DATA: dataDir } as Record<string, string>,
      })
      .then(
        async (started) => {
          await started.waitForEvent('close');
          return 'ended';
        },
        () => 'ended',
      );
    expect(second).toBe('ended');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });
});
