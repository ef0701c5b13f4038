import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from 'vitest';
import type { WindowDouble } from './electronDouble/windowDouble.ts';
import { logged, shellFixture, soon, versionOf } from './shellFixture.ts';

const { openDesk } = shellFixture('counter');

test('the counter’s window has a session, a screen and a port of its own', async () => {
  const { page, windows, partition, escaped, dataDir } = await openDesk();
  await versionOf(page);
  await page.evaluate(() => void self.open('/counter?token=good-token', '_blank', 'noopener'));
  const window = await soon(() => {
    const opened = windows[1] as WindowDouble;
    expect(opened?.visible).toBe(true);
    return opened;
  });
  expect(window.options).toMatchObject({ x: 1920, y: 0, fullscreen: true });
  expect(window.options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    devTools: false,
  });
  expect(window.hasMenu).toBe(false);
  expect(partition.permissionCheck?.(null, 'media', '', {} as never)).toBe(false);

  // Its own contract is answered; the desk's is not there.
  const student = window.webContents.page as Page;
  expect(
    await student.evaluate(async () => {
      const own = await askCounter(['watch'], { holding: null });
      return { own, desk: await askCounter(['admin', 'status'], undefined) };
    }),
  ).toEqual({ own: { at: 'waiting', school: 'counter-pass' }, desk: 'refused' });

  // Nor is a photo or a file of the desk.
  const hash = 'a'.repeat(64);
  mkdirSync(join(dataDir, 'photos'), { recursive: true });
  writeFileSync(join(dataDir, 'photos', hash), 'photo');
  writeFileSync(join(dataDir, 'downloads', 'pdf-1'), 'pdf');
  const status = async (url: string) => (await partition.protocol.request(new Request(url))).status;
  expect(await status(`photo://xueji/${hash}`)).toBe(404);
  expect(await status('app://xueji/download/pdf-1')).toBe(404);
  expect(escaped).toEqual([]);
  expect(logged(dataDir)).not.toContain('good-token');
});
